import { createStoredChoice } from '../../../lib/stored-choice.ts';

export interface Position {
  readonly page: number;
  /** A factor or a way to fit: `1.25`, `page-width`. */
  readonly zoom: string;
  /** The page's coordinates at the top left corner of the view, in PDF units. */
  readonly left: number;
  readonly top: number;
}

const stored = createStoredChoice('lectern-positions');
const mostKept = 100;

/** Per version: a new one starts from its beginning. */
const keyOf = (sha256: string) => sha256.slice(0, 16);

type Entry = readonly [key: string, page: number, zoom: string, left: number, top: number];

export function recallPosition(sha256: string): Position | undefined {
  const entry = readEntries().find(([key]) => key === keyOf(sha256));
  if (!entry) return undefined;
  const [, page, zoom, left, top] = entry;
  return { page, zoom, left, top };
}

export function rememberPosition(sha256: string, { page, zoom, left, top }: Position): void {
  const key = keyOf(sha256);
  const others = readEntries().filter(([each]) => each !== key);
  const entries: ReadonlyArray<Entry> = [[key, page, zoom, Math.round(left), Math.round(top)], ...others];
  stored.write(JSON.stringify(entries.slice(0, mostKept)));
}

function readEntries(): ReadonlyArray<Entry> {
  try {
    const found: unknown = JSON.parse(stored.read() ?? '[]');
    return Array.isArray(found) ? found.filter(isEntry) : [];
  } catch {
    return [];
  }
}

const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) &&
  value.length === 5 &&
  typeof value[0] === 'string' &&
  Number.isInteger(value[1]) &&
  typeof value[2] === 'string' &&
  Number.isFinite(value[3]) &&
  Number.isFinite(value[4]);
