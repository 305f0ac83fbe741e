import { diffArrays } from 'diff';
import type { Box, PageWord } from '../pdf/pages.ts';

/** What a change concerns in one of the two versions. */
export interface ChangedSide {
  /** From 1. */
  readonly page: number;
  /** On that page; empty where nothing was removed or added. */
  readonly boxes: ReadonlyArray<Box>;
  readonly text: string;
}

/** Words, or a picture if neither side has text. */
export interface PageChange {
  readonly before: ChangedSide;
  readonly after: ChangedSide;
}

/** Two pages with the same words at the same places, except for changes. */
export interface PagePair {
  readonly before: number;
  readonly after: number;
}

/** The words of each page. */
export type Words = ReadonlyArray<ReadonlyArray<PageWord>>;

/** More than a book; comparing more would be slow and useless. */
const maxWords = 200_000;
/** Longer would be useless to a waiting reader; very different texts take longest. */
const patienceMs = 10_000;

type PlacedWord = PageWord & { readonly page: number };

/**
 * Compares two versions word by word. It ignores page breaks, so text that only moved to the next page is no change. Removed text and its
 * replacement are one change, and each page has its own.
 * @returns undefined if they are too long, or have too little in common
 */
export async function compareWords(
  before: Words,
  after: Words,
): Promise<
  { readonly changes: ReadonlyArray<PageChange>; readonly pairs: ReadonlyArray<PagePair> } | undefined
> {
  const [older, newer] = [placed(before), placed(after)];
  if (older.length > maxWords || newer.length > maxWords) return undefined;
  const parts = await differences(older, newer);
  if (parts === undefined) return undefined;
  const changes: Array<PageChange> = [];
  const same: Array<readonly [PlacedWord, PlacedWord]> = [];
  let [inOlder, inNewer] = [0, 0];
  let [removed, added]: [ReadonlyArray<PlacedWord>, ReadonlyArray<PlacedWord>] = [[], []];

  function endChange(): void {
    const [gone, come] = [byPage(removed), byPage(added)];
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      changes.push({
        before: gone[at] ?? nothingAt(older, inOlder),
        after: come[at] ?? nothingAt(newer, inNewer),
      });
    }
    [removed, added] = [[], []];
  }

  for (const part of parts) {
    const words = {
      older: part.added ? [] : older.slice(inOlder, inOlder + part.count),
      newer: part.removed ? [] : newer.slice(inNewer, inNewer + part.count),
    };
    if (part.removed || part.added) {
      removed = removed.concat(words.older);
      added = added.concat(words.newer);
    } else {
      endChange();
      for (const [at, word] of words.older.entries()) same.push([word, words.newer[at] as PlacedWord]);
    }
    inOlder += words.older.length;
    inNewer += words.newer.length;
  }
  endChange();
  return { changes, pairs: pairsOf(before, after, same) };
}

const placed = (pages: Words): ReadonlyArray<PlacedWord> =>
  pages.flatMap((words, at) => words.map((word) => ({ ...word, page: at + 1 })));

/** Works in steps, so that the page stays responsive. */
function differences(older: ReadonlyArray<PlacedWord>, newer: ReadonlyArray<PlacedWord>) {
  const textsOf = (words: ReadonlyArray<PlacedWord>) => words.map(({ text }) => text);
  return new Promise<ReturnType<typeof diffArrays<string>> | undefined>((callback) => {
    diffArrays(textsOf(older), textsOf(newer), { timeout: patienceMs, callback });
  });
}

function byPage(words: ReadonlyArray<PlacedWord>): ReadonlyArray<ChangedSide> {
  return [...Map.groupBy(words, ({ page }) => page)].map(([page, those]) => ({
    page,
    boxes: joined(those.flatMap(({ boxes }) => boxes)),
    text: those.map(({ text }) => text).join(' '),
  }));
}

/** Where words were removed or added on the other side only. */
const nothingAt = (words: ReadonlyArray<PlacedWord>, at: number): ChangedSide => ({
  page: (words[at - 1] ?? words[at])?.page ?? 1,
  boxes: [],
  text: '',
});

/** Joins boxes that follow each other on a line. */
function joined(boxes: ReadonlyArray<Box>): ReadonlyArray<Box> {
  const lines: Array<Box> = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    const isOnLine = last && Math.abs(last.bottom - box.bottom) < (box.bottom - box.top) / 3;
    if (isOnLine && box.left >= last.left) {
      lines[lines.length - 1] = {
        ...last,
        top: Math.min(last.top, box.top),
        right: Math.max(last.right, box.right),
      };
    } else lines.push(box);
  }
  return lines;
}

/** Farther apart, a word has moved; in shares of the page. */
const nearby = 0.01;
/** If fewer of its words stayed in place, a page was laid out anew. */
const shareInPlace = 0.8;

/** Each newer page whose words are almost all where an older page has them. Pages without words are paired in their order. */
function pairsOf(
  before: Words,
  after: Words,
  same: ReadonlyArray<readonly [PlacedWord, PlacedWord]>,
): ReadonlyArray<PagePair> {
  const byPair = Map.groupBy(same, ([older, newer]) => `${older.page} ${newer.page}`);
  const pairs = [...byPair.values()].flatMap((words) => {
    const [[older, newer]] = words as [readonly [PlacedWord, PlacedWord]];
    const inPlace = words.filter(([one, other]) => isNearby(one.boxes[0], other.boxes[0])).length;
    const of = after[newer.page - 1]?.length ?? 0;
    return inPlace >= shareInPlace * of ? [{ before: older.page, after: newer.page }] : [];
  });
  const withoutWords = after.flatMap((words, at) =>
    words.length === 0 && before[at]?.length === 0 ? [{ before: at + 1, after: at + 1 }] : [],
  );
  return [...pairs, ...withoutWords].toSorted((one, other) => one.after - other.after);
}

const isNearby = (one: Box | undefined, other: Box | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  Math.abs(one.left - other.left) < nearby &&
  Math.abs(one.top - other.top) < nearby;
