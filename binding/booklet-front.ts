import { type PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib';
import type { BookletPlan, PlannedStatement } from './binding-plan.ts';
import { a4, type Fonts, linesOf } from './lettering.ts';

const [width, height] = a4;
const margin = 72;
const gray = rgb(0.4, 0.4, 0.4);
const lineHeight = 1.35;

/** A line of the contents, and the index of its entry. */
export interface ContentsLine {
  readonly page: PDFPage;
  /** Left, bottom, right and top, in points. */
  readonly area: readonly [number, number, number, number];
  readonly entry: number;
}

export function drawCover(
  pdf: PDFDocument,
  { regular, bold }: Fonts,
  plan: BookletPlan,
  pages: number,
): void {
  const page = pdf.addPage(a4);
  const size = 30;
  let y = height - 240;
  for (const line of linesOf(plan.title, bold, size, width - 2 * margin).slice(0, 6)) {
    page.drawText(line, { x: margin, y, size, font: bold });
    y -= size * lineHeight;
  }
  y -= 4;
  page.drawLine({ start: { x: margin, y }, end: { x: width - margin, y }, thickness: 1, color: gray });
  const facts = [...plan.facts, [plan.words.pages, String(pages)] as const];
  const nameWidth = Math.max(...facts.map(([name]) => regular.widthOfTextAtSize(name, 12))) + 24;
  y -= 36;
  for (const [name, value] of facts) {
    page.drawText(name, { x: margin, y, size: 12, font: regular, color: gray });
    for (const line of linesOf(value, regular, 12, width - 2 * margin - nameWidth)) {
      page.drawText(line, { x: margin + nameWidth, y, size: 12, font: regular });
      y -= 12 * lineHeight;
    }
    y -= 8;
  }
}

const [titleSize, noteSize, entryGap] = [12, 9, 9];
const [labelRoom, pageRoom] = [{ min: 32, max: 120 }, 40];

interface LaidOut {
  readonly entry: number;
  readonly titleLines: ReadonlyArray<string>;
  readonly noteLines: ReadonlyArray<string>;
  readonly height: number;
}

/** The contents divided into pages, before the page numbers of the statements are known. */
export interface Contents {
  readonly pages: ReadonlyArray<ReadonlyArray<LaidOut>>;
  readonly labelWidth: number;
}

/** @param noteOf the text under the title of an entry */
export function layOutContents(
  { regular, bold }: Fonts,
  entries: ReadonlyArray<PlannedStatement>,
  noteOf: (entry: number) => string,
): Contents {
  const longest = Math.max(0, ...entries.map(({ label }) => bold.widthOfTextAtSize(label, titleSize))) + 14;
  const labelWidth = Math.min(labelRoom.max, Math.max(labelRoom.min, longest));
  const textWidth = width - 2 * margin - labelWidth - pageRoom;
  const pages: Array<Array<LaidOut>> = [[]];
  let room = height - 2 * margin - 60; // below the heading
  for (const [entry, { title }] of entries.entries()) {
    const note = noteOf(entry);
    const titleLines = linesOf(title, regular, titleSize, textWidth);
    const noteLines = note === '' ? [] : linesOf(note, regular, noteSize, textWidth);
    const laidOut = {
      entry,
      titleLines,
      noteLines,
      height: (titleLines.length * titleSize + noteLines.length * noteSize) * lineHeight + entryGap,
    };
    if (laidOut.height > room && pages.at(-1)?.length !== 0) {
      pages.push([]);
      room = height - 2 * margin;
    }
    room -= laidOut.height;
    pages.at(-1)?.push(laidOut);
  }
  return { pages, labelWidth };
}

/** @param pageOf the first page of an entry; null if it is not in the booklet */
export function drawContents(
  pdf: PDFDocument,
  fonts: Fonts,
  { words, entries }: BookletPlan,
  { pages, labelWidth }: Contents,
  pageOf: (entry: number) => number | null,
): ReadonlyArray<ContentsLine> {
  const lines: Array<ContentsLine> = [];
  for (const [at, laidOut] of pages.entries()) {
    const page = pdf.addPage(a4);
    let y = height - margin;
    if (at === 0) {
      page.drawText(words.contents, { x: margin, y: y - 22, size: 22, font: fonts.bold });
      y -= 60;
    }
    for (const item of laidOut) {
      const label = entries[item.entry]?.label ?? '';
      drawEntry(page, fonts, item, { label, number: pageOf(item.entry), labelWidth, top: y });
      const area = [margin, y - item.height + entryGap, width - margin, y] as const;
      lines.push({ page, area, entry: item.entry });
      y -= item.height;
    }
  }
  return lines;
}

function drawEntry(
  page: PDFPage,
  { regular, bold }: Fonts,
  { titleLines, noteLines }: LaidOut,
  at: { label: string; number: number | null; labelWidth: number; top: number },
): void {
  const x = margin + at.labelWidth;
  let y = at.top - titleSize;
  page.drawText(fitting(at.label, bold, at.labelWidth - 8), { x: margin, y, size: titleSize, font: bold });
  for (const [line, text] of titleLines.entries()) {
    if (line > 0) y -= titleSize * lineHeight;
    page.drawText(text, { x, y, size: titleSize, font: regular });
  }
  const number = at.number === null ? '–' : String(at.number);
  const numberX = width - margin - regular.widthOfTextAtSize(number, titleSize);
  page.drawText(number, { x: numberX, y, size: titleSize, font: regular });
  const from = x + regular.widthOfTextAtSize(titleLines.at(-1) ?? '', titleSize) + 6;
  if (from < numberX - 6) {
    page.drawLine({
      start: { x: from, y: y + 1 },
      end: { x: numberX - 6, y: y + 1 },
      thickness: 0.6,
      color: gray,
      dashArray: [0.6, 3],
    });
  }
  y -= titleSize * (lineHeight - 1);
  for (const text of noteLines) {
    y -= noteSize * lineHeight;
    page.drawText(text, { x, y, size: noteSize, font: regular, color: gray });
  }
}

function fitting(text: string, font: PDFFont, room: number): string {
  const [first = '', ...more] = linesOf(text, font, titleSize, room);
  return more.length === 0 ? first : `${first.slice(0, -1)}…`;
}
