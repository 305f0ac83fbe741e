import { readFile } from 'node:fs/promises';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib';
import type { Statement } from './statement.ts';

const a4: [number, number] = [595.28, 841.89];
const margin = 72;
const fontFile = (name: string) => new URL(import.meta.resolve(`#fonts/${name}.ttf`));

/** Makes a real PDF with an embedded font that has the letters of most European languages. */
export async function typeset(statement: Statement): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  pdf.setTitle(statement.title, { showInWindowTitleBar: true });
  pdf.setLanguage(statement.language);
  pdf.setProducer('Lectern demo');
  const [bold, regular] = await Promise.all(
    ['DejaVuSans-Bold', 'DejaVuSans'].map(async (name) =>
      pdf.embedFont(await readFile(fontFile(name)), { subset: true }),
    ),
  );
  if (!bold || !regular) throw new Error('the fonts could not be embedded');

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
  const width = a4[0] - 2 * margin;
  const lines: Array<string> = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  let y = top;
  for (const text of lines) {
    y -= size * 1.4;
    page.drawText(text, { x: margin, y, size, font });
  }
  return y;
}
