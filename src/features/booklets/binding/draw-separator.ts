import { type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import { a4, type Fonts, linesOf } from '../../../pdf/lettering.ts';
import type { SetsPlan } from './binding-plan.ts';

const [width, height] = a4;
const margin = 60;
const room = width - 2 * margin;
const gray = rgb(0.4, 0.4, 0.4);
const lineHeight = 1.25;
const [titleSize, nameSize] = [22, 14];
/** For values read from afar: as large as fits on one line, but at least `ofLines`, or `ofLong` for long texts. */
const valueSize = { largest: 96, ofLines: 44, ofLong: 28, smallest: 16 };
const longText = 40;

/** Draws the sheet before a copy, which shows whose copy it is. */
export function drawSeparator(
  page: PDFPage,
  { regular, bold }: Fonts,
  { title, subtitle }: Pick<SetsPlan, 'title' | 'subtitle'>,
  fields: SetsPlan['separators'][number],
): void {
  page.setSize(width, height);
  let y = height - margin;
  const write = (text: string, font: PDFFont, size: number, color = rgb(0, 0, 0)) => {
    y -= size;
    page.drawText(text, { x: margin, y, size, font, color });
    y -= size * (lineHeight - 1);
  };
  for (const line of linesOf(title, bold, titleSize, room).slice(0, 4)) write(line, bold, titleSize);
  write(subtitle, regular, nameSize, gray);
  y -= 8;
  page.drawLine({ start: { x: margin, y }, end: { x: width - margin, y }, thickness: 1, color: gray });
  for (const [name, value] of fields) {
    y -= 40;
    write(name, regular, nameSize, gray);
    y -= 4;
    const size = sizeOf(value, bold);
    for (const line of linesOf(value, bold, size, room)) write(line, bold, size);
  }
}

function sizeOf(text: string, font: PDFFont): number {
  const fitting = (part: string) => (room - 1) / font.widthOfTextAtSize(part, 1);
  const ofLines = text.length > longText ? valueSize.ofLong : valueSize.ofLines;
  const size = Math.min(
    valueSize.largest,
    Math.max(ofLines, fitting(text)),
    ...text.split(' ').map(fitting), // never break a word
  );
  return Math.max(valueSize.smallest, size);
}
