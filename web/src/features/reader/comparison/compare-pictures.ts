import type { Box, Pages } from '../pdf/pages.ts';
import type { PageChange, PagePair, Words } from './compare-pages.ts';

/** Device pixels: enough to see a changed line of a figure. */
const width = 400;
/** Pixels on each side of the squares that are compared. */
const cell = 8;
/** Of 255; smaller differences of a color are those of smooth edges. */
const visible = 48;
/** Later pages are not compared when this is over. */
const patienceMs = 10_000;

/** The pixels of a page, four bytes each. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Compares what is drawn outside of words, one pair of pages after the other. */
export async function comparePictures(
  before: { readonly pages: Pages; readonly words: Words },
  after: { readonly pages: Pages; readonly words: Words },
  pairs: ReadonlyArray<PagePair>,
  signal: AbortSignal,
): Promise<ReadonlyArray<PageChange>> {
  const changes: Array<PageChange> = [];
  const canvas = document.createElement('canvas');
  async function pictureOf(pages: Pages, number: number): Promise<Picture> {
    await pages.draw(number, canvas, width, signal);
    return (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
  }
  const until = Date.now() + patienceMs;
  try {
    for (const pair of pairs) {
      if (Date.now() > until) break;
      const pictures = [
        await pictureOf(before.pages, pair.before),
        await pictureOf(after.pages, pair.after),
      ] as const;
      const words = [...(before.words[pair.before - 1] ?? []), ...(after.words[pair.after - 1] ?? [])];
      const boxes = differingBoxes(
        ...pictures,
        words.flatMap((word) => word.boxes),
      );
      if (boxes.length === 0) continue;
      const side = { boxes, text: '' };
      changes.push({ before: { page: pair.before, ...side }, after: { page: pair.after, ...side } });
    }
  } finally {
    canvas.width = 0; // frees its memory at once
  }
  return changes;
}

/** Where two pictures differ, except in some boxes. Empty if their sizes differ, because then everything would. */
export function differingBoxes(one: Picture, other: Picture, except: ReadonlyArray<Box>): ReadonlyArray<Box> {
  if (one.width !== other.width || one.height !== other.height) return [];
  // One more than there are, so that the end of a row isn't next to the begin of another.
  const columns = Math.ceil(one.width / cell) + 1;
  const marked = new Set<number>();
  for (let at = 0; at < one.data.length; at += 4) {
    if (isSameColor(one, other, at)) continue;
    const [x, y] = [(at / 4) % one.width, Math.floor(at / 4 / one.width)];
    marked.add(Math.floor(y / cell) * columns + Math.floor(x / cell));
  }
  for (const { left, top, right, bottom } of except) {
    const [first, last] = [Math.floor((left * one.width) / cell), Math.floor((right * one.width) / cell)];
    const [highest, lowest] = [Math.floor((top * one.height) / cell) - 1, (bottom * one.height) / cell];
    for (let row = highest; row <= lowest; row += 1)
      for (let column = first; column <= last; column += 1) marked.delete(row * columns + column);
  }
  return areasOf(marked, columns).map((cells) => {
    const [xs, ys] = [cells.map((each) => each % columns), cells.map((each) => Math.floor(each / columns))];
    return {
      left: (Math.min(...xs) * cell) / one.width,
      top: (Math.min(...ys) * cell) / one.height,
      right: Math.min(1, ((Math.max(...xs) + 1) * cell) / one.width),
      bottom: Math.min(1, ((Math.max(...ys) + 1) * cell) / one.height),
    };
  });
}

/** @param at of the first of a pixel's bytes */
function isSameColor({ data: one }: Picture, { data: other }: Picture, at: number): boolean {
  const isNear = (byte: number) => Math.abs((one[byte] ?? 0) - (other[byte] ?? 0)) < visible;
  return isNear(at) && isNear(at + 1) && isNear(at + 2);
}

/** Cells that touch each other. Empties the set. */
function areasOf(marked: Set<number>, columns: number): ReadonlyArray<ReadonlyArray<number>> {
  const around = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
  const areas: Array<ReadonlyArray<number>> = [];
  for (const first of marked) {
    const area = [first];
    marked.delete(first);
    // It grows while its cells are visited.
    for (const each of area)
      area.push(...around.map((by) => each + by).filter((next) => marked.delete(next)));
    areas.push(area);
  }
  return areas;
}
