import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { a4, embedFonts as embedPlainFonts } from 'lectern-binding';
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import subsetFont from 'subset-font';

/** A part of a statement. In texts, `$a_i^{10}$` is mathematics: letters in italics, with subscripts and superscripts. */
export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  /** A formula on a line of its own. */
  | { readonly formula: string }
  /** Input and output, side by side. */
  | { readonly samples: ReadonlyArray<readonly [input: string, output: string]> }
  | { readonly figure: (pen: Pen) => void; readonly height: number; readonly caption: string }
  | 'new page';

export interface StatementText {
  readonly title: string;
  readonly language: string;
  /** Above the title. */
  readonly contest: string;
  /** Below the title. */
  readonly limits: string;
  /** Heads of the columns of samples. */
  readonly columns: readonly [input: string, output: string];
  readonly blocks: ReadonlyArray<Block>;
}

/** Draws a figure: points from its lower left corner, in a frame `width` wide. */
export interface Pen {
  readonly width: number;
  line(from: Point, to: Point, style?: { readonly thick?: boolean; readonly dashed?: boolean }): void;
  circle(center: Point, radius: number, isFilled?: boolean): void;
  box(corner: Point, width: number, height: number, gray?: number): void;
  label(text: string, center: Point, size?: number): void;
}
type Point = readonly [x: number, y: number];

const margin = 72;
const width = a4[0] - 2 * margin;
const size = 11;
const lineHeight = 15.5;
/** Fixed, so that the bytes are reproducible. */
const madeAt = new Date(0);
const [ink, accent] = [rgb(0.1, 0.1, 0.13), rgb(0.13, 0.3, 0.55)];

/** `plain`: for samples and figures. */
type Style = 'regular' | 'italic' | 'bold' | 'plain' | 'plain bold';
type Fonts = Readonly<Record<Style, PDFFont>>;

/** Typesets a statement on pages of A4, with embedded fonts. */
export async function typeset(statement: StatementText): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setCreationDate(madeAt);
  pdf.setTitle(statement.title, { showInWindowTitleBar: true });
  pdf.setLanguage(statement.language);
  pdf.setProducer('Lectern demo');
  const fonts = await embedFonts(pdf, `0123456789 / ${JSON.stringify(statement)}`);
  const sheet = new Sheet(pdf, fonts);
  sheet.line(wordsOf(statement.contest, fonts), { size: 9.5, gap: 22 });
  sheet.center(statement.title, fonts.bold, 22);
  sheet.center(statement.limits, fonts.italic, 10.5);
  sheet.space(10);
  for (const block of statement.blocks) write(sheet, block, statement);
  const pages = pdf.getPages();
  for (const [at, page] of pages.entries()) {
    const footer = `${at + 1} / ${pages.length}`;
    const x = (a4[0] - fonts.regular.widthOfTextAtSize(footer, 9)) / 2;
    page.drawText(footer, { x, y: margin / 2, size: 9, font: fonts.regular, color: ink });
  }
  return pdf.save();
}

const require = createRequire(import.meta.url);

/** @param text all letters of the statement but those of its figures */
async function embedFonts(pdf: PDFDocument, text: string): Promise<Fonts> {
  const plain = await embedPlainFonts(pdf);
  // Fontkit's own subsets of this font lack letters.
  const libertinus = async (style: string) => {
    const file = require.resolve(`@expo-google-fonts/libertinus-serif/${style}/LibertinusSerif_${style}.ttf`);
    return pdf.embedFont(await subsetFont(await readFile(file), text, { targetFormat: 'truetype' }));
  };
  return {
    regular: await libertinus('400Regular'),
    italic: await libertinus('400Regular_Italic'),
    bold: await libertinus('700Bold'),
    plain: plain.regular,
    'plain bold': plain.bold,
  };
}

/** Some letters in one style; `raise` in points, `scale` of the size. */
interface Run {
  readonly text: string;
  readonly font: PDFFont;
  readonly scale: number;
  readonly raise: number;
}
type Word = ReadonlyArray<Run>;

/** A subscript or superscript, in braces or one character; the name of a function, which is upright; or one character. */
const mathematics = /([_^]?)(?:\{([^}]*)\}|(max|min|log)|([^_^{]))/gu;

/** Divides a text at its spaces, also those in mathematics. */
function wordsOf(text: string, fonts: Fonts, plain: PDFFont = fonts.regular): ReadonlyArray<Word> {
  const words: Array<Array<Run>> = [[]];
  const add = (piece: string, style: Omit<Run, 'text'>) => {
    for (const [at, part] of piece.split(' ').entries()) {
      if (at > 0) words.push([]);
      if (part !== '') words.at(-1)?.push({ ...style, text: part });
    }
  };
  for (const [at, part] of text.split('$').entries()) {
    if (at % 2 === 0) {
      add(part, { font: plain, scale: 1, raise: 0 });
      continue;
    }
    for (const [, mark = '', braced, name, one] of part.matchAll(mathematics)) {
      const scale = mark === '' ? 1 : 0.7;
      const raise = mark === '^' ? 4 : mark === '_' ? -2.5 : 0;
      if (name !== undefined) add(name, { font: fonts.regular, scale, raise });
      for (const letter of braced ?? one ?? '') {
        add(letter, { font: /\p{L}/u.test(letter) ? fonts.italic : fonts.regular, scale, raise });
      }
    }
  }
  return words.filter((word) => word.length > 0);
}

const widthOf = (word: Word, size: number): number =>
  word.reduce((sum, { text, font, scale }) => sum + font.widthOfTextAtSize(text, size * scale), 0);

/** Pages that are filled from top to bottom. */
class Sheet {
  readonly fonts: Fonts;
  readonly #pdf: PDFDocument;
  #page: PDFPage;
  #y = a4[1] - margin;

  constructor(pdf: PDFDocument, fonts: Fonts) {
    this.#pdf = pdf;
    this.fonts = fonts;
    this.#page = pdf.addPage(a4);
  }

  newPage(): void {
    this.#page = this.#pdf.addPage(a4);
    this.#y = a4[1] - margin;
  }

  space(height: number): void {
    this.#y -= height;
  }

  /** Makes room. @returns the page, and the bottom of the room */
  room(height: number): { readonly page: PDFPage; readonly y: number } {
    if (this.#y - height < margin) this.newPage();
    this.#y -= height;
    return { page: this.#page, y: this.#y };
  }

  center(text: string, font: PDFFont, size: number): void {
    const { page, y } = this.room(size * 1.35);
    const x = margin + (width - font.widthOfTextAtSize(text, size)) / 2;
    page.drawText(text, { x, y, size, font, color: ink });
  }

  /** One line, justified to `to` if that is given. */
  line(
    words: ReadonlyArray<Word>,
    options: { size?: number; gap?: number; to?: number; indent?: number } = {},
  ): void {
    const { size: points = size, gap = lineHeight, to, indent = 0 } = options;
    const { page, y } = this.room(gap);
    const natural = this.fonts.regular.widthOfTextAtSize(' ', points);
    const filled = words.reduce((sum, word) => sum + widthOf(word, points), 0);
    const space = to === undefined || words.length < 2 ? natural : (to - filled) / (words.length - 1);
    let x = margin + indent;
    for (const word of words) {
      for (const { text, font, scale, raise } of word) {
        page.drawText(text, { x, y: y + raise, size: points * scale, font, color: ink });
        x += font.widthOfTextAtSize(text, points * scale);
      }
      x += space;
    }
  }
}

function write(sheet: Sheet, block: Block, { columns }: StatementText): void {
  if (block === 'new page') sheet.newPage();
  else if ('heading' in block) {
    sheet.space(8);
    sheet.line(wordsOf(block.heading, sheet.fonts, sheet.fonts.bold), { size: 13, gap: 20 });
    sheet.space(3);
  } else if ('text' in block) {
    writeText(sheet, block.text);
    sheet.space(6);
  } else if ('formula' in block) {
    const words = wordsOf(block.formula, sheet.fonts);
    const space = sheet.fonts.regular.widthOfTextAtSize(' ', 12.5);
    const all = words.reduce((sum, word) => sum + widthOf(word, 12.5) + space, -space);
    sheet.space(4);
    sheet.line(words, { size: 12.5, gap: 18, indent: (width - all) / 2 });
    sheet.space(12);
  } else if ('samples' in block) {
    sheet.space(4);
    for (const sample of block.samples) writeSample(sheet, sample, columns);
  } else writeFigure(sheet, block);
}

function writeText(sheet: Sheet, text: string): void {
  const space = sheet.fonts.regular.widthOfTextAtSize(' ', size);
  let line: Array<Word> = [];
  let filled = 0;
  for (const word of wordsOf(text, sheet.fonts)) {
    const more = widthOf(word, size);
    if (line.length > 0 && filled + space + more > width) {
      sheet.line(line, { to: width });
      [line, filled] = [[], 0];
    }
    filled += (line.length === 0 ? 0 : space) + more;
    line.push(word);
  }
  sheet.line(line);
}

function writeSample(
  sheet: Sheet,
  sample: readonly [string, string],
  columns: readonly [string, string],
): void {
  const lines = sample.map((text) => text.split('\n'));
  const rows = Math.max(...lines.map(({ length }) => length));
  const height = rows * 12.5 + 28;
  const { page, y } = sheet.room(height);
  const half = width / 2;
  for (const [at, column] of lines.entries()) {
    const x = margin + at * half;
    const frame = { x, width: half, borderColor: ink, borderWidth: 0.6 };
    page.drawRectangle({ ...frame, y: y + height - 18, height: 18, color: rgb(0.93, 0.94, 0.96) });
    page.drawRectangle({ ...frame, y, height: height - 18 });
    const head = { size: 8.5, font: sheet.fonts['plain bold'], color: ink };
    page.drawText(columns[at] ?? '', { ...head, x: x + 8, y: y + height - 13 });
    for (const [row, text] of column.entries()) {
      const place = { x: x + 8, y: y + height - 32 - row * 12.5 };
      page.drawText(text, { ...place, size: 9, font: sheet.fonts.plain, color: ink });
    }
  }
  sheet.space(10);
}

function writeFigure(
  sheet: Sheet,
  { figure, height, caption }: Extract<Block, { readonly height: number }>,
): void {
  const { page, y } = sheet.room(height + 26);
  const at = ([x, up]: Point) => ({ x: margin + x, y: y + 26 + up });
  figure({
    width,
    line: (from, to, { thick = false, dashed = false } = {}) =>
      page.drawLine({
        ...{ start: at(from), end: at(to), thickness: thick ? 2.4 : 0.9, color: thick ? accent : ink },
        ...(dashed ? { dashArray: [3, 3] } : {}),
      }),
    circle: (center, radius, isFilled = false) =>
      page.drawCircle({
        ...{ ...at(center), size: radius, borderColor: ink, borderWidth: 0.9 },
        color: isFilled ? accent : rgb(1, 1, 1),
      }),
    box: (corner, width, height, gray = 1) =>
      page.drawRectangle({
        ...{ ...at(corner), width, height, borderColor: ink, borderWidth: 0.7, color: rgb(gray, gray, gray) },
      }),
    label: (text, center, size = 8) => {
      const { x, y } = at(center);
      const font = sheet.fonts.plain;
      const left = x - font.widthOfTextAtSize(text, size) / 2;
      page.drawText(text, { x: left, y: y - size / 3, size, font, color: ink });
    },
  });
  sheet.space(-20);
  sheet.center(caption, sheet.fonts.italic, 9.5);
  sheet.space(10);
}
