export type PdfObject = string | Buffer;

/** A file of these objects, the first of which is the catalog (§7.5). */
export function fileOf(objects: ReadonlyArray<PdfObject>, { trailer = '', afterHeader = '' } = {}): Buffer {
  const parts: Array<Buffer> = [Buffer.from(`%PDF-1.7\n${afterHeader}`)];
  const offsets: Array<number> = [];
  let length = parts[0]?.length ?? 0;
  const add = (part: PdfObject) => {
    const bytes = Buffer.from(part as string, 'latin1');
    parts.push(bytes);
    length += bytes.length;
  };
  objects.forEach((object, at) => {
    offsets.push(length);
    add(`${at + 1} 0 obj\n`);
    add(object);
    add('\nendobj\n');
  });
  const xref = length;
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines.join('')}`);
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`);
  return Buffer.concat(parts);
}

export const stream = (dict: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dict} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);

export interface OnePage {
  /** Entries of the catalog, and of the page. */
  readonly catalog?: string;
  readonly page?: string;
  /** Further objects, from number 4. */
  readonly more?: ReadonlyArray<PdfObject>;
  readonly trailer?: string;
  readonly afterHeader?: string;
}

export function onePage({ catalog = '', page = '', more = [], ...rest }: OnePage = {}): Buffer {
  return fileOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] ${page} >>`,
      ...more,
    ],
    rest,
  );
}

/** The text of a PDF of one empty page, which has the words as a comment (§7.2.4). */
export const pdfOf = (words: string): string => onePage({ afterHeader: `% ${words}\n` }).toString('latin1');
