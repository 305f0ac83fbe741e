import {
  comparableTitle,
  type Draft,
  type ImportRefusal,
  maxTitleLength,
  settleDraft,
} from './import-draft.ts';

/** What will be created from dropped files. */
export interface Sheet {
  /** In the order of the contest. */
  readonly rows: ReadonlyArray<ImportItem>;
  readonly refusals: ReadonlyArray<ImportRefusal>;
  /** For PDFs of unknown language. */
  readonly language: string;
  readonly contest: PlannedContest;
}

/** A task to create, with its progress. */
export interface ImportItem {
  /** Same as the draft's. */
  readonly id: string;
  /** Makes creating it repeatable; another one for another title. */
  readonly key: string;
  readonly draft: Draft;
  readonly title: string;
  /** After it is created. */
  readonly taskId: string | undefined;
  /** Paths of uploaded files. */
  readonly sent: ReadonlyArray<string>;
  /** The language assumed for PDFs of unknown language when it started. */
  readonly language: string | undefined;
  readonly state:
    | { readonly name: 'ready' | 'running' | 'done' }
    /** @param path of the file that failed */
    | { readonly name: 'failed'; readonly path: string | undefined; readonly error: unknown };
}

export interface PlannedContest {
  readonly isWanted: boolean;
  /** Makes creating it repeatable; another one for other input. */
  readonly key: string;
  readonly name: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** Its members take part. */
  readonly groupId: string | null;
  /** Pasted addresses. */
  readonly people: string;
  /** After it is created. */
  readonly contestId: string | undefined;
}

export const emptySheet = (language: string, isContest: boolean): Sheet => ({
  ...{ rows: [], refusals: [], language },
  contest: {
    ...{ isWanted: isContest, key: crypto.randomUUID(), name: '', startsAt: null, endsAt: null },
    ...{ groupId: null, people: '', contestId: undefined },
  },
});

export const toRow = (draft: Draft): ImportItem => ({
  ...{ id: draft.id, key: draft.id, draft, title: draft.title, taskId: undefined },
  ...{ sent: [], language: undefined, state: { name: 'ready' } },
});

export const isToMake = ({ state }: ImportItem) => state.name !== 'done';

/** What is wrong with the title of a task to create. */
export function titleProblem({ title }: ImportItem): 'missing' | 'tooLong' | undefined {
  if (title.trim() === '') return 'missing';
  return title.trim().length > maxTitleLength ? 'tooLong' : undefined;
}

/** Titles that several tasks to create share. */
export function repeatedTitles(rows: ReadonlyArray<ImportItem>): ReadonlySet<string> {
  const groups = Map.groupBy(
    rows.filter(({ taskId }) => taskId === undefined),
    ({ title }) => comparableTitle(title),
  );
  return new Set([...groups].flatMap(([title, { length }]) => (length > 1 ? [title] : [])));
}

const settledOf = ({ rows, language }: Pick<Sheet, 'rows' | 'language'>) =>
  rows.map((row) => settleDraft(row.draft, row.language ?? language));

/** Languages of any task: those of most tasks first. */
export function languagesOf(sheet: Pick<Sheet, 'rows' | 'language'>): ReadonlyArray<string> {
  const all = settledOf(sheet).flatMap(({ documents }) => documents.map(({ language }) => language));
  const groups = [...Map.groupBy(all, (language) => language)];
  return groups.toSorted(([, a], [, b]) => b.length - a.length).map(([language]) => language);
}

/** Places, from 0, of the tasks that lack a language of others. */
export function gapsOf(
  sheet: Pick<Sheet, 'rows' | 'language'>,
): ReadonlyArray<readonly [string, ReadonlyArray<number>]> {
  const settled = settledOf(sheet);
  return languagesOf(sheet).flatMap((language) => {
    const places = settled.flatMap(({ documents }, at) =>
      documents.some((document) => document.language === language) ? [] : [at],
    );
    return places.length === 0 ? [] : [[language, places] as const];
  });
}

/** Bytes of all files, and of those that are uploaded. */
export function bytesOf({ rows }: Sheet): { readonly total: number; readonly sent: number } {
  const files = rows.flatMap(({ draft, sent }) =>
    [...draft.documents, ...draft.attachments].map(({ path, size }) => ({
      size,
      isSent: sent.includes(path),
    })),
  );
  const sum = (some: typeof files) => some.reduce((total, { size }) => total + size, 0);
  return { total: sum(files), sent: sum(files.filter(({ isSent }) => isSent)) };
}

/** Whether the contest lacks nothing, or isn't wanted. */
export function isPlanned({ isWanted, name, startsAt, endsAt }: PlannedContest): boolean {
  if (!isWanted) return true;
  const isEndRight = endsAt === null || startsAt === null || Date.parse(endsAt) > Date.parse(startsAt);
  return name.trim() !== '' && startsAt !== null && isEndRight;
}

/** Between two saves of a sheet, which has an image of each task: people type faster. */
const savePauseMs = 500;

/** Saves the latest of many values: the first at once, later ones at most once per pause. */
export function savingLatest<Value>(save: (value: Value) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { readonly value: Value } | undefined;
  /** Saves what waits. */
  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    timer = setTimeout(flush, savePauseMs);
    save(value);
  }
  return {
    flush,
    save(value: Value): void {
      waiting = { value };
      if (timer === undefined) flush();
    },
    /** Drops what waits. */
    cancel(): void {
      waiting = undefined;
    },
  };
}

/** A contest's name from that of its folder or archive: `autumn-cup.zip` is `Autumn cup`. */
export function contestNameOf(fileName: string): string {
  const words = fileName
    .replace(/(\.tar)?\.\w{2,3}$/, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
