import { degrees, type PDFPage, rgb } from 'pdf-lib';
import type { Fonts } from './lettering.ts';

const size = 9;
const [right, bottom] = [28, 18];
const black = rgb(0, 0, 0);

/** Writes a label and a number in the bottom right corner as viewers show it, even on rotated or cropped pages. */
export function drawFooter(
  page: PDFPage,
  { regular, bold }: Fonts,
  { label, text }: { readonly label: string | undefined; readonly text: string },
): void {
  const textWidth = regular.widthOfTextAtSize(text, size);
  const labelWidth = label === undefined ? 0 : bold.widthOfTextAtSize(label, size) + 10;
  const seen = asSeen(page);
  const start = seen.width - right - textWidth;
  const write = (what: string, x: number, font: Fonts['bold']) =>
    page.drawText(what, { ...seen.at(x, bottom), rotate: degrees(seen.angle), size, font, color: black });
  if (label !== undefined) write(label, start - labelWidth, bold);
  write(text, start, regular);
}

/** A page as viewers show it (ISO 32000-2 §14.11.2): its crop box, rotated clockwise. */
function asSeen(page: PDFPage) {
  const { x, y, width, height } = page.getCropBox();
  const angle = ((page.getRotation().angle % 360) + 360) % 360;
  /** Page coordinates of a point, given its distance from the left and the bottom as shown. */
  const at = (left: number, up: number) => {
    switch (angle) {
      case 90:
        return { x: x + width - up, y: y + left };
      case 180:
        return { x: x + width - left, y: y + height - up };
      case 270:
        return { x: x + up, y: y + height - left };
      default:
        return { x: x + left, y: y + up };
    }
  };
  return { width: angle % 180 === 0 ? width : height, angle, at };
}
