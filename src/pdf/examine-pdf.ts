import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { findActiveContent } from './active-content.ts';
import type { PdfExamination, PdfFindingCode } from './pdf-examination.ts';

/** As far as browsers look to guess what a file is, https://mimesniff.spec.whatwg.org/#reading-the-resource-header. */
const sniffedBytes = 1445;
const html = /<(!doctype html|html|head|body|script|iframe|svg|!--)/i;

/** Scripts of Unix, and programs of Windows and Linux. */
const program = /^(#!|MZ|\x7fELF)/;

/** The record at the end of an archive, with its comment: APPNOTE.TXT §4.3.16. */
const endOfArchive = Buffer.from('PK\u0005\u0006', 'latin1');
const endOfArchiveBytes = 22;
const maxCommentBytes = 0xffff;

/**
 * Whether a PDF is something else as well: a page of HTML, a ZIP archive (and so a Java archive or a document), or a
 * program that begins before its header. One that begins with `%PDF-` is an error of syntax in JavaScript and in every shell.
 */
function isPolyglot(bytes: Buffer): boolean {
  if (program.test(bytes.toString('latin1', 0, 4))) return true;
  if (html.test(bytes.toString('latin1', 0, sniffedBytes))) return true;
  const end = bytes.subarray(-endOfArchiveBytes - maxCommentBytes);
  const at = end.lastIndexOf(endOfArchive);
  return at >= 0 && at + endOfArchiveBytes <= end.length;
}

/**
 * Looks into a PDF with libraries that were not written for hostile files: they can run for ever, and take all memory.
 * Only the examiner's own process may call it.
 */
export async function examinePdf(bytes: Buffer): Promise<PdfExamination> {
  const polyglot: ReadonlyArray<PdfFindingCode> = isPolyglot(bytes) ? ['pdf-polyglot'] : [];
  const { pages, findings } = bytes.includes('/Encrypt')
    ? await examineEncrypted(bytes)
    : await examine(bytes);
  return { pages, findings: [...findings, ...polyglot] };
}

async function examine(bytes: Buffer): Promise<PdfExamination> {
  const { pages, findings } = await parse(bytes);
  if (pages > 0) return { pages, findings };
  // Viewers mend much that pdf-lib gives up on, so it does not condemn a file alone.
  return asReader(bytes, () => ['pdf-not-examined', ...findings]);
}

/** What is encrypted opens for everybody unless its user password is set, ISO 32000-2 §7.6.4.1. */
async function examineEncrypted(bytes: Buffer): Promise<PdfExamination> {
  // Object streams are encrypted too, so these are only some of what is there.
  return asReader(bytes, async () => ['pdf-encrypted', ...(await parse(bytes)).findings]);
}

/** @param others what else is found where a reader sees pages */
async function asReader(
  bytes: Buffer,
  others: () => ReadonlyArray<PdfFindingCode> | Promise<ReadonlyArray<PdfFindingCode>>,
): Promise<PdfExamination> {
  const { openAsReader } = await import('./open-as-reader.ts');
  const opened = await openAsReader(bytes).catch(() => 'pdf-not-examined' as const);
  if (opened === 0) return { pages: 0, findings: ['pdf-empty'] };
  if (typeof opened !== 'number') return { pages: null, findings: [opened] };
  return { pages: opened, findings: [...new Set(await others())] };
}

/** What pdf-lib finds in it: no pages when it gives up. */
async function parse(
  bytes: Buffer,
): Promise<{ readonly pages: number; readonly findings: ReadonlyArray<PdfFindingCode> }> {
  let findings: ReadonlyArray<PdfFindingCode> = [];
  try {
    const pdf = await PDFDocument.load(bytes, {
      updateMetadata: false,
      ignoreEncryption: true,
      parseSpeed: ParseSpeeds.Fastest,
    });
    findings = [...findActiveContent(pdf.context)];
    return { pages: pdf.getPageCount(), findings };
  } catch {
    return { pages: 0, findings };
  }
}
