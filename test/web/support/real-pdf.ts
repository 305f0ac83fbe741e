import { PDFDocument } from 'pdf-lib';

/** A PDF of one empty page, which every library opens. */
export async function realPdf(): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  return new Uint8Array(await pdf.save());
}
