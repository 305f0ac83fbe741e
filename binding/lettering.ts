import { readFile } from 'node:fs/promises';
import fontkit from '@pdf-lib/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';

export const a4: [number, number] = [595.28, 841.89];

export interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** Embeds subsets of fonts that cover most European languages. */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  pdf.registerFontkit(fontkit);
  const embed = async (name: string) =>
    pdf.embedFont(await readFile(new URL(import.meta.resolve(`#fonts/${name}.ttf`))), { subset: true });
  return { regular: await embed('DejaVuSans'), bold: await embed('DejaVuSans-Bold') };
}

/** Breaks a text into lines that fit a width, in points. A word wider than a line is split. */
export function linesOf(text: string, font: PDFFont, size: number, width: number): ReadonlyArray<string> {
  const widthOf = (text: string) => font.widthOfTextAtSize(text, size);
  const fits = (line: string) => widthOf(line) <= width;
  const space = widthOf(' ');
  const lines: Array<string> = [];
  let line = '';
  let lineWidth = 0;
  for (const word of text.split(' ')) {
    // Measuring is slow, so each word is measured once. No kerning or ligature involves a space.
    const longer = line === '' ? widthOf(word) : lineWidth + space + widthOf(word);
    if (longer <= width) {
      line = line === '' ? word : `${line} ${word}`;
      lineWidth = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (line !== '' && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
    lineWidth = widthOf(line);
  }
  return [...lines, line];
}
