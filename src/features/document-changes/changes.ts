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
  /** Whose own change it is; null: of the staff. */
  readonly userId: string | null;
  /** 1 for a change that everyone may notice, 0 for one of the staff or of `userId`. */
  readonly isCommon: 0 | 1;
}

interface Listener {
  readonly tell: () => void;
  /** Undefined: hears all. */
  readonly participantId: string | undefined;
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
      .select([sql`null`.as('userId'), sql`1`.as('isCommon')])
      .where('documentChange', '>', param('ofTasks'))
      .unionAll(
        kysely
          .selectFrom('contests')
          .select(['id', sql<string>`'ofContests'`.as('kind'), 'lastChange as change'])
          .select([
            sql`null`.as('userId'),
            sql`case when "commonChange" > ${param('ofContests')} then 1 else 0 end`.as('isCommon'),
          ])
          .where('lastChange', '>', param('ofContests')),
      )
      .unionAll(
        kysely
          .selectFrom('contestParticipants')
          .select(['contestId as id', sql<string>`'ofContests'`.as('kind'), 'ownChange as change'])
          .select(['userId', sql`0`.as('isCommon')])
          .where('ownChange', '>', param('ofContests')),
      )
      .orderBy('change')
      .$castTo<Change>()
      .compile(),
  );
  const listeners = new Map<string, Set<Listener>>();
  let known: Known = { ofTasks: 0, ofContests: 0 };

  async function read(): Promise<void> {
    for (const { id, kind, change, userId, isCommon } of await readSince(known)) {
      known = { ...known, [kind]: change };
      for (const { tell, participantId = null } of listeners.get(id) ?? []) {
        if (isCommon || participantId === userId) tell();
      }
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
     * @param participantId leaves out what only others may notice
     * @returns a function that stops listening
     */
    listen(id: string, onChange: () => void, participantId?: string): () => void {
      const own = listeners.get(id) ?? new Set();
      const listener = { tell: onChange, participantId };
      listeners.set(id, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(id) === own) listeners.delete(id);
      };
    },
  };
}
