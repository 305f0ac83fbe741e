import { PDFDocument } from 'pdf-lib';

/** A PDF with one empty page, which every library can open. @param title in its metadata */
export async function realPdf(title?: string): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  if (title !== undefined) pdf.setTitle(title);
  pdf.addPage();
  return new Uint8Array(await pdf.save());
}
