import { ParseSpeeds, PDFDocument } from 'pdf-lib';
import { findActiveContent } from './active-content.ts';
import type { PdfExamination, PdfFindingCode } from './examination.ts';
import { isPolyglot } from './polyglot.ts';

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
  try {
    const pdf = await load(bytes);
    const findings = [...findActiveContent(pdf.context)];
    const pages = pdf.getPageCount();
    return { pages, findings: pages > 0 ? findings : ['pdf-empty', ...findings] };
  } catch {
    return { pages: null, findings: ['pdf-unreadable'] };
  }
}

/** What is encrypted opens for everybody unless its user password is set, ISO 32000-2 §7.6.4.1. */
async function examineEncrypted(bytes: Buffer): Promise<PdfExamination> {
  const { openWithoutPassword } = await import('./open-encrypted.ts');
  const pages = await openWithoutPassword(bytes).catch(() => undefined);
  if (pages === undefined) return examine(bytes);
  if (pages === 'password') return { pages: null, findings: ['pdf-password'] };
  // Object streams are encrypted too, so these are only some of what is there.
  const findings = await load(bytes).then(
    ({ context }) => [...findActiveContent(context)],
    () => [],
  );
  return { pages, findings: ['pdf-encrypted', ...findings] };
}

const load = (bytes: Buffer): Promise<PDFDocument> =>
  PDFDocument.load(bytes, {
    updateMetadata: false,
    ignoreEncryption: true,
    parseSpeed: ParseSpeeds.Fastest,
  });
