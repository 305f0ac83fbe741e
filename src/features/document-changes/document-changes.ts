import type { Database } from '../../database/database.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';

export const refreshEveryMs = 1000;

export type DocumentChanges = ReturnType<typeof createDocumentChanges>;

/**
 * Notifies listeners in this process when any process changes the current PDFs of a task. It makes one query every `refreshEveryMs`,
 * regardless of the number of listeners. Notices never say what changed: listeners request it, and access is decided as usual.
 */
export function createDocumentChanges({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: RefreshLog;
}) {
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
    /** Starts from the current state. @throws LecternError `unavailable` when the database does not respond */
    async load(): Promise<void> {
      const [found] = await readLast({});
      last = found?.last ?? 0;
    },
    /** Never rejects: changes that cannot be read now are reported later. */
    refresh: createRefresh('the changes of PDFs', read, log),
    /** A caller that reads the PDFs after this call misses no change. @returns a function that stops listening */
    listen(taskId: string, onChange: () => void): () => void {
      const ofTask = listeners.get(taskId) ?? new Set();
      listeners.set(taskId, ofTask.add(onChange));
      return () => {
        ofTask.delete(onChange);
        if (ofTask.size === 0 && listeners.get(taskId) === ofTask) listeners.delete(taskId);
      };
    },
  };
}
