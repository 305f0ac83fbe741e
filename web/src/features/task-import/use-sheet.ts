import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UploadProgress } from 'lectern-client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { refetchAfter } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { onVisibleProgress } from '../uploads/on-visible-progress.ts';
import { openPdfChecker } from '../uploads/pdf-faults.ts';
import { settleDraft } from './import-draft.ts';
import { createSheetStore, type KeptSheet } from './kept-sheet.ts';
import { type MadeContest, makeContest } from './make-contest.ts';
import { makeTask } from './make-task.ts';
import {
  bytesOf,
  contestNameOf,
  emptySheet,
  type ImportItem,
  isToMake,
  type PlannedContest,
  type Sheet,
  savingLatest,
  toRow,
} from './sheet.ts';

interface SheetOptions {
  /** For PDFs of unknown language. */
  readonly language: string;
  /** Whether a contest is proposed. */
  readonly isContest: boolean;
  /** Called when all is created. */
  readonly onDone: (finished: Finished) => void;
}

interface Finished {
  /** Titles by id. */
  readonly made: ReadonlyMap<string, string>;
  readonly contest: MadeContest | undefined;
}

/** A file being sent, with the bytes of all files. */
export interface SheetProgress extends UploadProgress {
  readonly fileName: string;
}

/** Dropped files until their tasks are created or discarded, also after the page was left. */
export function useSheet({ language, isContest, onDone }: SheetOptions) {
  const queryClient = useQueryClient();
  const userId = useQuery(meQuery).data?.userId ?? '';
  const store = useMemo(() => createSheetStore(userId), [userId]);
  const saving = useMemo(
    () => savingLatest((next: Sheet) => void store.save(next, Date.now()).catch(() => setIsKept(false))),
    [store],
  );
  const [sheet, show] = useState<Sheet>();
  const current = useRef<Sheet>(undefined);
  const [kept, setKept] = useState<KeptSheet>();
  const loaded = useRef<Promise<KeptSheet | undefined>>(undefined);
  const [isReading, setIsReading] = useState(false);
  /** False if the files are too large to be kept. */
  const [isKept, setIsKept] = useState(true);
  const [progress, setProgress] = useState<SheetProgress>();
  const [contestError, setContestError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const [finished, setFinished] = useState<Finished>();
  const working = useRef<AbortController>(undefined);

  useEffect(() => {
    loaded.current = store.load().catch(() => undefined);
    void loaded.current.then((found) => !current.current && setKept(found));
    addEventListener('pagehide', saving.flush);
    return () => {
      removeEventListener('pagehide', saving.flush);
      working.current?.abort();
      saving.flush();
    };
  }, [store, saving]);

  function set(next: Sheet | undefined): void {
    loaded.current = undefined;
    current.current = next;
    show(next);
    if (next) saving.save(next);
    else {
      saving.cancel();
      void store.discard().catch(() => {});
    }
  }
  const update = (change: (now: Sheet) => Partial<Sheet>) =>
    current.current && set({ ...current.current, ...change(current.current) });
  const changeRow = (id: string, changes: (row: ImportItem) => Partial<ImportItem>) =>
    update(({ rows }) => ({ rows: rows.map((row) => (row.id === id ? { ...row, ...changes(row) } : row)) }));
  const changeContest = (changes: Partial<PlannedContest>) =>
    update(({ contest }) => ({ contest: { ...contest, ...changes } }));

  function goOn(from: KeptSheet): void {
    setKept(undefined);
    set(from.sheet);
  }

  async function add(dropped: ReadonlyArray<File | FileSystemDirectoryEntry>): Promise<void> {
    const controller = new AbortController();
    working.current = controller;
    setIsReading(true);
    try {
      const before = current.current ? undefined : await loaded.current;
      const [{ readDrop }, checker, settings] = await Promise.all([
        import('./read-drop.ts'),
        openPdfChecker({ draws: true }),
        // The server checks the size too, so the import works without the limit.
        queryClient.fetchQuery(settingsQuery).catch(() => undefined),
      ]);
      const { signal } = controller;
      const { maxPdfBytes, maxAttachmentBytes } = settings ?? {};
      const options = { maxPdfBytes, maxAttachmentBytes, check: checker.check, signal };
      const read = await readDrop(dropped, options).finally(checker.close);
      signal.throwIfAborted();
      // What is kept is neither lost nor created a second time.
      if (before && !current.current) goOn(before);
      const now = current.current ?? emptySheet(language, isContest);
      const rows = [...now.rows, ...read.drafts.map(toRow)];
      const [only, ...others] = dropped;
      const isFolder = only && others.length === 0 && !/\.pdf$/i.test(only.name);
      const name = now.contest.name === '' && isFolder ? contestNameOf(only.name) : now.contest.name;
      set({ ...now, rows, refusals: [...now.refusals, ...read.refusals], contest: { ...now.contest, name } });
      void store.saveFiles(rows).then(setIsKept, () => setIsKept(false));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      if (working.current === controller) setIsReading(false);
    }
  }

  async function make(row: ImportItem, signal: AbortSignal): Promise<void> {
    const { id, key, draft, title, taskId, sent } = row;
    const assumed = row.language ?? current.current?.language ?? language;
    changeRow(id, () => ({ state: { name: 'running' }, language: assumed }));
    let last: string | undefined;
    let showVisible = onVisibleProgress(() => {});
    const onProgress = (path: string, { step, done, total }: UploadProgress) => {
      const bytes = current.current ? bytesOf(current.current) : { sent: 0, total: 1 };
      const fileName = [...draft.documents, ...draft.attachments].find(
        (file) => file.path === path,
      )?.fileName;
      if (path !== last)
        showVisible = onVisibleProgress((seen) => setProgress({ ...seen, fileName: fileName ?? '' }));
      last = path;
      const ofFile = step === 'sending' ? done : step === 'checking' ? total : 0;
      showVisible({ step, done: bytes.sent + ofFile, total: bytes.total });
    };
    try {
      await makeTask({
        ...{ key, title: title.trim(), draft: settleDraft(draft, assumed), taskId, sent, signal, onProgress },
        onTask: (made) => changeRow(id, () => ({ taskId: made })),
        onSent: (path) => changeRow(id, (now) => ({ sent: [...now.sent, path] })),
      });
      changeRow(id, () => ({ state: { name: 'done' } }));
    } catch (error) {
      changeRow(id, () => ({
        state: signal.aborted ? { name: 'ready' } : { name: 'failed', path: last, error },
      }));
      signal.throwIfAborted();
    }
  }

  /** Creates what isn't there yet. */
  async function start(): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    working.current = controller;
    setIsBusy(true);
    setContestError(undefined);
    try {
      for (const row of current.current?.rows.filter(isToMake) ?? []) await make(row, signal);
      setProgress(undefined);
      const now = current.current;
      if (!now || now.rows.some(isToMake)) return;
      const made = new Map(now.rows.flatMap(({ taskId, title }) => (taskId ? [[taskId, title]] : [])));
      const { contest } = now;
      const onContest = (contestId: string) => changeContest({ contestId });
      const done = contest.isWanted
        ? await makeContest(contest, [...made.keys()], { onContest, signal })
        : undefined;
      set(undefined);
      setFinished({ made, contest: done });
    } catch (error) {
      if (!signal.aborted) setContestError(error);
    } finally {
      setProgress(undefined);
      setIsBusy(false);
    }
  }

  const made = sheet?.rows.filter(({ taskId }) => taskId !== undefined).length ?? 0;
  // Refetches the list of tasks whenever the number of created ones doubles, not for each of thousands.
  const shown = made === 0 ? 0 : 2 ** Math.floor(Math.log2(made));
  // biome-ignore lint/correctness/useExhaustiveDependencies: refetches as more are created
  useEffect(() => {
    // Also after an error and when leaving the page, because only the reply may have been lost.
    return isBusy ? () => void refetchAfter('post', '/api/v1/tasks') : undefined;
  }, [isBusy, shown]);

  // After the guard of uploads, which would ask before leaving the page, has seen the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (finished) onDone(finished);
  }, [finished]);

  return {
    ...{ sheet, kept, isReading, isKept, isBusy, progress, contestError, add, goOn, start },
    stop: () => working.current?.abort(),
    /** Created tasks stay. */
    discard(): void {
      working.current?.abort();
      setIsReading(false);
      setKept(undefined);
      set(undefined);
    },
    setLanguage: (language: string) => update(() => ({ language })),
    setTitle: (id: string, title: string) => changeRow(id, () => ({ title, key: crypto.randomUUID() })),
    remove: (id: string) => update(({ rows }) => ({ rows: rows.filter((row) => row.id !== id) })),
    move(from: number, to: number): void {
      const moved = current.current?.rows[from];
      if (moved) update(({ rows }) => ({ rows: rows.toSpliced(from, 1).toSpliced(to, 0, moved) }));
    },
    plan: (changes: Partial<PlannedContest>) => changeContest({ ...changes, key: crypto.randomUUID() }),
  };
}

export type ImportSheet = ReturnType<typeof useSheet>;
