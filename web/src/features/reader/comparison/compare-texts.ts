import { diffArrays } from 'diff';

/** Consecutive words with the space or line end after them. */
export interface ComparedPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly gap: string;
  /** Index of the difference, from 0: removed text and its replacement share one. Undefined for `same`. */
  readonly difference?: number;
}

/** A page of the newer version, next to the corresponding older text. */
export interface ComparedPage {
  /** From 1. */
  readonly number: number;
  /** `same` and `removed`. */
  readonly before: ReadonlyArray<ComparedPart>;
  /** `same` and `added`. */
  readonly after: ReadonlyArray<ComparedPart>;
  readonly isChanged: boolean;
}

/** More than a book; comparing more would be slow and useless. */
const maxWords = 200_000;
/** Longer would be useless to a waiting reader; very different texts take longest. */
const patienceMs = 10_000;

interface Word {
  readonly text: string;
  readonly gap: string;
  readonly page: number;
}

/**
 * Compares the texts of two versions word by word, and returns them page by page. It ignores page breaks, so text that only moved to the
 * next page is no difference.
 * @returns undefined if they are too long, or have too little in common
 */
export async function compareTexts(
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>,
): Promise<ReadonlyArray<ComparedPage> | undefined> {
  const [older, newer] = [wordsOf(before), wordsOf(after)];
  if (older.length > maxWords || newer.length > maxWords) return undefined;
  const parts = await differences(older, newer);
  if (parts === undefined) return undefined;
  const lastPage = Math.max(after.length, 1);
  const pages = Array.from({ length: lastPage }, () => ({
    before: [] as Array<ComparedPart>,
    after: [] as Array<ComparedPart>,
  }));
  let [inOlder, inNewer, difference] = [0, 0, -1];
  let wasSame = true;
  for (const { count, added, removed } of parts) {
    const isSame = !added && !removed;
    if (wasSame && !isSame) difference += 1;
    wasSame = isSame;
    const mark = isSame ? {} : { difference };
    for (let at = 0; at < count; at += 1) {
      // Removed text belongs to the page of the word that follows it.
      const page = pages[(newer[inNewer]?.page ?? lastPage) - 1];
      if (!added) append(page?.before, removed ? 'removed' : 'same', older[inOlder++], mark);
      if (!removed) append(page?.after, added ? 'added' : 'same', newer[inNewer++], mark);
    }
  }
  return pages.map((page, at) => ({
    number: at + 1,
    ...page,
    isChanged: [...page.before, ...page.after].some(({ kind }) => kind !== 'same'),
  }));
}

function wordsOf(pages: ReadonlyArray<string>): ReadonlyArray<Word> {
  return pages.flatMap((page, at) =>
    Array.from(page.matchAll(/(\S+)(\s*)/g), ([, text = '', space = '']) => ({
      text,
      gap: space.includes('\n') ? '\n' : ' ',
      page: at + 1,
    })),
  );
}

/** Works in steps, so that the page stays responsive. */
function differences(older: ReadonlyArray<Word>, newer: ReadonlyArray<Word>) {
  const textsOf = (words: ReadonlyArray<Word>) => words.map(({ text }) => text);
  return new Promise<ReturnType<typeof diffArrays<string>> | undefined>((callback) => {
    diffArrays(textsOf(older), textsOf(newer), { timeout: patienceMs, callback });
  });
}

function append(
  parts: Array<ComparedPart> | undefined,
  kind: ComparedPart['kind'],
  word: Word | undefined,
  mark: Pick<ComparedPart, 'difference'>,
): void {
  if (!parts || !word) return;
  const { text, gap } = word;
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { ...last, text: last.text + last.gap + text, gap };
  else parts.push({ kind, text, gap, ...mark });
}

/** Collapsed text: some words next to each difference stay visible. */
export interface FoldedText {
  readonly start: string;
  /** Empty if there is nothing to collapse. */
  readonly folded: string;
  readonly end: string;
}

const wordsKept = 25;
/** Collapsing fewer words isn't worth a button. */
const fewestFolded = 15;

/** @param isFirst, isLast whether no difference precedes or follows the text on its page */
export function foldText(
  text: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): FoldedText {
  const words = text.match(/\s*\S+(?:\s+$)?/g) ?? [];
  const [atStart, atEnd] = [isFirst ? 0 : wordsKept, isLast ? 0 : wordsKept];
  if (words.length < atStart + atEnd + fewestFolded) return { start: text, folded: '', end: '' };
  const last = words.length - atEnd;
  return {
    start: words.slice(0, atStart).join(''),
    folded: words.slice(atStart, last).join(''),
    end: words.slice(last).join(''),
  };
}
