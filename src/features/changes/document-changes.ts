import type { Database } from '../../database/database.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';

/**
 * Tells within a process which tasks have other current PDFs than before, whichever process changed them: one query
 * every `refreshEveryMs`, however many listen. It tells that there is a change, never which: whoever wants to know asks,
 * and that is decided as ever.
 */
export interface DocumentChanges {
  /** Begins with what is there. @throws LecternError `unavailable` when the database does not answer */
  load(): Promise<void>;
  /** Never rejects: what cannot be read now is told later. */
  refresh(): Promise<void>;
  /**
   * What is read after this call returns, or told later, has every change.
   * @returns what ends it
   */
  listen(taskId: string, onChange: () => void): () => void;
}

export const refreshEveryMs = 1000;

export function createDocumentChanges({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: RefreshLog;
}): DocumentChanges {
  const readLast = database.prepareRead<object, { last: number | null }>((kysely) =>
    kysely
      .selectFrom('tasks')
      .select(({ fn }) => fn.max('documentChange').as('last'))
      .where('documentChange', 'is not', null)
      .compile(),
  );
  const readSince = database.prepareRead<{ last: number }, { id: string; documentChange: number }>(
    (kysely, param) =>
      kysely
        .selectFrom('tasks')
        .select(['id', 'documentChange'])
        .where('documentChange', '>', param('last'))
        .orderBy('documentChange')
        .$castTo<{ id: string; documentChange: number }>()
        .compile(),
  );
  const listeners = new Map<string, Set<() => void>>();
  let last = 0;

  async function read(): Promise<void> {
    for (const { id, documentChange } of await readSince({ last })) {
      last = documentChange;
      for (const tell of listeners.get(id) ?? []) tell();
    }
  }

  return {
    async load() {
      const [found] = await readLast({});
      last = found?.last ?? 0;
    },
    refresh: createRefresh('the changes of PDFs', read, log),
    listen(taskId, onChange) {
      const ofTask = listeners.get(taskId) ?? new Set();
      listeners.set(taskId, ofTask.add(onChange));
      return () => {
        ofTask.delete(onChange);
        if (ofTask.size === 0 && listeners.get(taskId) === ofTask) listeners.delete(taskId);
      };
    },
  };
}
