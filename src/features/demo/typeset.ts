import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib';
import { a4, embedFonts, linesOf } from '../../pdf/lettering.ts';
import type { Statement } from './statement.ts';

const margin = 72;

/** Makes a real PDF with an embedded font that has the letters of most European languages. */
export async function typeset(statement: Statement): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(statement.title, { showInWindowTitleBar: true });
  pdf.setLanguage(statement.language);
  pdf.setProducer('Lectern demo');
  const { regular, bold } = await embedFonts(pdf);

  for (const [at, { heading, paragraphs }] of statement.pages.entries()) {
    const page = pdf.addPage(a4);
    let y = a4[1] - margin;
    y = write(page, statement.title, bold, 22, y) - 18;
    y = write(page, heading, bold, 14, y) - 8;
    for (const paragraph of paragraphs) y = write(page, paragraph, regular, 11, y) - 8;
    const footer = `${at + 1} / ${statement.pages.length}`;
    page.drawText(footer, { x: a4[0] / 2 - 10, y: margin / 2, size: 9, font: regular });
  }
  return pdf.save();
}

/**
 * Writes a paragraph in lines that fit the page.
 * @returns where the next one may begin
 */
function write(page: PDFPage, text: string, font: PDFFont, size: number, top: number): number {
  let y = top;
  for (const line of linesOf(text, font, size, a4[0] - 2 * margin)) {
    y -= size * 1.4;
    page.drawText(line, { x: margin, y, size, font });
  }
  return y;
}
