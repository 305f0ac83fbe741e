import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { findActiveContent } from './active-content.ts';
import type { PdfExamination, PdfFindingCode } from './pdf-examination.ts';

/** The prefix that browsers sniff, https://mimesniff.spec.whatwg.org/#reading-the-resource-header. */
const sniffedBytes = 1445;
const html = /<(!doctype html|html|head|body|script|iframe|svg|!--)/i;

/** Unix scripts, and programs for Windows and Linux. */
const program = /^(#!|MZ|\x7fELF)/;

/** The record at the end of a ZIP archive, before its comment: APPNOTE.TXT §4.3.16. */
const endOfArchive = Buffer.from('PK\u0005\u0006', 'latin1');
const endOfArchiveBytes = 22;
const maxCommentBytes = 0xffff;

/**
 * Whether a PDF is also something else: an HTML page, a ZIP archive (so also a Java archive or a document), or a program that begins before
 * its header. A file that begins with `%PDF-` is a syntax error in JavaScript and every shell.
 */
function isPolyglot(bytes: Buffer): boolean {
  if (program.test(bytes.toString('latin1', 0, 4))) return true;
  if (html.test(bytes.toString('latin1', 0, sniffedBytes))) return true;
  const end = bytes.subarray(-endOfArchiveBytes - maxCommentBytes);
  const at = end.lastIndexOf(endOfArchive);
  return at >= 0 && at + endOfArchiveBytes <= end.length;
}

/**
 * Examines a PDF with libraries not written for hostile files: they can run forever and take all memory. Call it only in the examiner's
 * process.
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
  // Viewers repair much that pdf-lib rejects, so pdf-lib alone does not decide.
  return asReader(bytes, () => ['pdf-not-examined', ...findings]);
}

/** Encrypted files without a user password open for everyone, ISO 32000-2 §7.6.4.1. */
async function examineEncrypted(bytes: Buffer): Promise<PdfExamination> {
  // Object streams are encrypted too, so these findings are incomplete.
  return asReader(bytes, async () => ['pdf-encrypted', ...(await parse(bytes)).findings]);
}

/** @param others additional findings if the file opens */
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

/** Findings of pdf-lib; zero pages when it fails. */
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
