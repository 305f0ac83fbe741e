import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';

export const refreshEveryMs = 1000;

export type Changes = ReturnType<typeof createChanges>;

/** The numbers of the last changes that are known. */
interface Known {
  readonly ofTasks: number;
  readonly ofContests: number;
}

interface Change {
  readonly id: string;
  readonly kind: keyof Known;
  readonly change: number;
}

/**
 * Notifies listeners in this process when any process changes the current PDFs of a task, or a contest. It makes one query every
 * `refreshEveryMs`, regardless of the number of listeners. Notices never say what changed: listeners request it, and access is decided as
 * usual.
 */
export function createChanges({ database, log }: { readonly database: Database; readonly log: RefreshLog }) {
  const readLast = database.prepareRead<object, { [Kind in keyof Known]: number | null }>((kysely) =>
    kysely
      .selectNoFrom((eb) => [
        eb
          .selectFrom('tasks')
          .select(({ fn }) => fn.max('documentChange').as('last'))
          .where('documentChange', 'is not', null)
          .as('ofTasks'),
        eb
          .selectFrom('contests')
          .select(({ fn }) => fn.max('lastChange').as('last'))
          .where('lastChange', 'is not', null)
          .as('ofContests'),
      ])
      .compile(),
  );
  const readSince = database.prepareRead<Known, Change>((kysely, param) =>
    kysely
      .selectFrom('tasks')
      .select(['id', sql<string>`'ofTasks'`.as('kind'), 'documentChange as change'])
      .where('documentChange', '>', param('ofTasks'))
      .unionAll(
        kysely
          .selectFrom('contests')
          .select(['id', sql<string>`'ofContests'`.as('kind'), 'lastChange as change'])
          .where('lastChange', '>', param('ofContests')),
      )
      .orderBy('change')
      .$castTo<Change>()
      .compile(),
  );
  const listeners = new Map<string, Set<() => void>>();
  let known: Known = { ofTasks: 0, ofContests: 0 };

  async function read(): Promise<void> {
    for (const { id, kind, change } of await readSince(known)) {
      known = { ...known, [kind]: change };
      for (const tell of listeners.get(id) ?? []) tell();
    }
  }

  return {
    /** Starts from the current state. @throws LecternError `unavailable` when the database does not respond */
    async load(): Promise<void> {
      const [last] = await readLast({});
      known = { ofTasks: last?.ofTasks ?? 0, ofContests: last?.ofContests ?? 0 };
    },
    /** Never rejects: changes that cannot be read now are reported later. */
    refresh: createRefresh('the changes of PDFs and contests', read, log),
    /**
     * A caller that reads the task or contest after this call misses no change.
     * @param id of a task or a contest; no two objects have the same
     * @returns a function that stops listening
     */
    listen(id: string, onChange: () => void): () => void {
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(onChange));
      return () => {
        own.delete(onChange);
        if (own.size === 0 && listeners.get(id) === own) listeners.delete(id);
      };
    },
  };
}
