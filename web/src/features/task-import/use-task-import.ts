import { useQueryClient } from '@tanstack/react-query';
import type { UploadProgress } from 'lectern-client';
import { useEffect, useRef, useState } from 'react';
import { readAgain } from '../../lib/server/resource.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { onVisibleProgress } from '../uploads/on-visible-progress.ts';
import { openPdfChecker } from '../uploads/pdf-faults.ts';
import { useQueue } from '../uploads/use-queue.ts';
import {
  comparableTitle,
  type Draft,
  type ImportRefusal,
  maxTitleLength,
  settleDraft,
} from './import-draft.ts';
import { makeTask } from './make-task.ts';

/** A task to create, with its progress. */
export interface ImportItem {
  /** Same as the draft's. */
  readonly id: string;
  readonly draft: Draft;
  readonly title: string;
  /** After it is created. */
  readonly taskId: string | undefined;
  /** Paths of uploaded PDFs. */
  readonly sent: ReadonlyArray<string>;
  /** The language assumed for PDFs of unknown language when it started. */
  readonly language: string | undefined;
  readonly state:
    | { readonly name: 'ready' | 'queued' | 'done' }
    | {
        readonly name: 'running';
        readonly path: string | undefined;
        readonly progress: UploadProgress | undefined;
      }
    /** @param path of the PDF that failed */
    | { readonly name: 'failed'; readonly path: string | undefined; readonly error: unknown };
}

export interface TaskImport {
  readonly rows: ReadonlyArray<ImportItem>;
  readonly refusals: ReadonlyArray<ImportRefusal>;
  /** For PDFs of unknown language. */
  readonly language: string;
  readonly isReading: boolean;
  /** Whether leaving the page would lose work. */
  readonly isBusy: boolean;
  /** @throws errors that prevent reading files but are not caused by them */
  add(dropped: ReadonlyArray<File | FileSystemDirectoryEntry>): Promise<void>;
  setLanguage(language: string): void;
  setTitle(id: string, title: string): void;
  remove(id: string): void;
  /** Creates tasks one by one. */
  start(ids: ReadonlyArray<string>): void;
  /** Stops; created tasks stay. */
  stop(): void;
  /** Removes everything from the list. */
  clear(): void;
}

/** State of dropped files until their tasks are created or removed. */
export function useTaskImport(firstLanguage: string): TaskImport {
  const queryClient = useQueryClient();
  const [refusals, setRefusals] = useState<ReadonlyArray<ImportRefusal>>([]);
  const [language, setLanguage] = useState(firstLanguage);
  const [isReading, setIsReading] = useState(false);
  const reading = useRef<AbortController>(undefined);
  const queue = useQueue<ImportItem>({
    run,
    idle: { name: 'ready' },
    failed: (error, { state }) => ({
      name: 'failed',
      path: state.name === 'running' ? state.path : undefined,
      error,
    }),
  });

  const { items: rows, setItems: setRows, change, isBusy, stop } = queue;

  async function run(row: ImportItem, signal: AbortSignal): Promise<ImportItem['state']> {
    const { id, draft, title, taskId, sent, language: assumed = language } = row;
    const show = (path?: string, progress?: UploadProgress) =>
      change(id, () => ({ state: { name: 'running', path, progress } }));
    show();
    let shownPath: string | undefined;
    let showVisible = onVisibleProgress(() => {});
    await makeTask({
      title: title.trim(),
      draft: settleDraft(draft, assumed),
      taskId,
      sent,
      signal,
      onTask: (made) => change(id, () => ({ taskId: made })),
      onSent: (path) => change(id, (now) => ({ sent: [...now.sent, path] })),
      onProgress(path, progress) {
        if (path !== shownPath) showVisible = onVisibleProgress((visible) => show(path, visible));
        shownPath = path;
        showVisible(progress);
      },
    });
    return { name: 'done' };
  }

  const made = rows.filter(({ taskId }) => taskId !== undefined).length;
  // Refetches the list of tasks whenever the number of created ones doubles, not for each of thousands.
  const shown = made === 0 ? 0 : 2 ** Math.floor(Math.log2(made));
  // biome-ignore lint/correctness/useExhaustiveDependencies: refetches as more are created
  useEffect(() => {
    // Also after an error and when leaving the page, because only the reply may have been lost.
    return isBusy ? () => void readAgain('post', '/api/v1/tasks') : undefined;
  }, [isBusy, shown]);

  useEffect(() => () => reading.current?.abort(), []);

  return {
    rows,
    refusals,
    language,
    setLanguage,
    isReading,
    isBusy,
    async add(dropped) {
      const controller = new AbortController();
      reading.current = controller;
      setIsReading(true);
      try {
        const [{ readDrop }, checker, settings] = await Promise.all([
          import('./read-drop.ts'),
          openPdfChecker(),
          // The server checks the size too, so the import works without the limit.
          queryClient.fetchQuery(settingsQuery).catch(() => undefined),
        ]);
        const { signal } = controller;
        const { maxPdfBytes, maxAttachmentBytes } = settings ?? {};
        const options = { maxPdfBytes, maxAttachmentBytes, check: checker.check, signal };
        const read = await readDrop(dropped, options).finally(checker.close);
        signal.throwIfAborted();
        setRows((now) => [...now, ...read.drafts.map(toRow)]);
        setRefusals((now) => [...now, ...read.refusals]);
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      } finally {
        if (reading.current === controller) setIsReading(false);
      }
    },
    setTitle: (id, title) => change(id, () => ({ title })),
    remove(id) {
      setRows((now) => now.filter((row) => row.id !== id));
      setRefusals((now) => now.filter((refusal) => refusal.id !== id));
    },
    start(ids) {
      const wanted = new Set(ids);
      const queue = (row: ImportItem): ImportItem => ({
        ...row,
        state: { name: 'queued' },
        language: row.language ?? language,
      });
      setRows((now) => now.map((row) => (wanted.has(row.id) ? queue(row) : row)));
    },
    stop: () => stop(),
    clear() {
      reading.current?.abort();
      setIsReading(false);
      setRows(() => []);
      setRefusals([]);
    },
  };
}

const toRow = (draft: Draft): ImportItem => ({
  ...{
    id: draft.id,
    draft,
    title: draft.title,
    taskId: undefined,
    sent: [],
    language: undefined,
    state: { name: 'ready' },
  },
});

export const isToMake = ({ state }: ImportItem) => state.name === 'ready' || state.name === 'failed';

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
