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
export function isPolyglot(bytes: Buffer): boolean {
  if (program.test(bytes.toString('latin1', 0, 4))) return true;
  if (html.test(bytes.toString('latin1', 0, sniffedBytes))) return true;
  const end = bytes.subarray(-endOfArchiveBytes - maxCommentBytes);
  const at = end.lastIndexOf(endOfArchive);
  return at >= 0 && at + endOfArchiveBytes <= end.length;
}
