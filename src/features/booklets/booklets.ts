import type { Kysely, NotNull, Transaction } from 'kysely';
import type { Revocations } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { discardObject } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { type Booklet, type BookletOwner, type BookletSpec, toBooklet } from './booklet.ts';
import { idle, notOfAnything, withOwners } from './booklet-queue.ts';
import { endBooklets } from './end-booklets.ts';

/** So many languages a contest or a group can have booklets in. */
export const maxBooklets = 20;

/** The booklets of contests and groups: which are wanted, and what was made of each. Who may call what is decided before. */
export interface Booklets {
  /** Of one owner, by language. */
  list(owner: BookletOwner): Promise<ReadonlyArray<Booklet>>;
  /** @throws LecternError `not-found` */
  find(owner: BookletOwner, language: string): Promise<Booklet>;
  /**
   * Wants a booklet in a language, as it says; one that is there is made again.
   * @throws LecternError `conflict` for more languages than an owner can have
   */
  request(spec: BookletSpec): Promise<Booklet>;
  /** Ends a booklet: its URLs are revoked, and its file is deleted with the next sweep. @throws LecternError `not-found` */
  remove(owner: BookletOwner, language: string): Promise<void>;
  /** Removes those of contests and groups that are deleted. @returns how many */
  removeOfDeleted(): Promise<number>;
  /** Forgets what was made of booklets with a task, whose files are deleted with the next sweep. @returns how many */
  discardWith(taskId: string): Promise<number>;
}

const nothingMade = {
  objectKey: null,
  size: null,
  sha256: null,
  pages: null,
  madeAt: null,
  madeOf: null,
  statements: null,
} as const;
const ownerColumns = { contest: 'contestId', group: 'groupId' } as const;

export function createBooklets(parts: {
  readonly database: Database;
  readonly revocations: Pick<Revocations, 'change'>;
  readonly clock: Clock;
}): Booklets {
  const { revocations, clock } = parts;
  const { kysely } = parts.database;

  /** Its rows go with it. */
  async function removeOne(transaction: Transaction<Schema>, { id, made }: Booklet): Promise<void> {
    if (made) await discardObject(transaction, made.objectKey, clock.nowMs());
    await transaction.deleteFrom('bookletTasks').where('bookletId', '=', id).execute();
    await transaction.deleteFrom('booklets').where('id', '=', id).execute();
  }

  return {
    async list({ kind, id }) {
      const rows = await kysely
        .selectFrom('booklets')
        .selectAll()
        .where(ownerColumns[kind], '=', id)
        .orderBy('language')
        .execute();
      return rows.map(toBooklet);
    },
    find: (owner, language) => findOne(kysely, owner, language),
    async request({ owner, oddPages, includesUpcoming, ...spec }) {
      const asked = {
        ...spec,
        ...idle,
        askedAt: clock.nowMs(),
        oddPages: oddPages ? 1 : 0,
        includesUpcoming: includesUpcoming ? 1 : 0,
      };
      const ownerColumn = ownerColumns[owner.kind];
      return kysely.transaction().execute(async (transaction) => {
        const others = await transaction
          .selectFrom('booklets')
          .select('id')
          .where(ownerColumn, '=', owner.id)
          .where('language', '<>', spec.language)
          .execute();
        if (others.length >= maxBooklets) {
          throw new LecternError(
            'conflict',
            `There can be booklets in ${maxBooklets} languages. Remove one.`,
            {
              facts: { reason: 'too-many-booklets', max: maxBooklets },
            },
          );
        }
        const row = await transaction
          .insertInto('booklets')
          .values({ id: newId(), [ownerColumn]: owner.id, ...asked, ...nothingMade })
          // What was made stays until it is made again.
          .onConflict((conflict) =>
            conflict.columns([ownerColumn, 'language']).doUpdateSet({ ...asked, madeOf: notOfAnything }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        return toBooklet(row);
      });
    },
    remove: (owner, language) =>
      revocations.change(async (transaction, revoke) => {
        const booklet = await findOne(transaction, owner, language);
        await revoke.these(await endBooklets(transaction, [booklet.id]));
        await removeOne(transaction, booklet);
      }),
    async removeOfDeleted() {
      const rows = await withOwners(kysely)
        .where(({ eb, or }) =>
          or([eb('contests.deletedAt', 'is not', null), eb('groups.deletedAt', 'is not', null)]),
        )
        .limit(maxBooklets)
        .execute();
      for (const row of rows) {
        await kysely.transaction().execute((transaction) => removeOne(transaction, toBooklet(row)));
      }
      return rows.length;
    },
    async discardWith(taskId) {
      return kysely.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('booklets')
          .select(['id', 'objectKey'])
          .where('objectKey', 'is not', null)
          .$narrowType<{ objectKey: NotNull }>()
          .where('id', 'in', (eb) =>
            eb.selectFrom('bookletTasks').select('bookletId').where('taskId', '=', taskId),
          )
          .execute();
        for (const { id, objectKey } of rows) {
          await discardObject(transaction, objectKey, clock.nowMs());
          await transaction.updateTable('booklets').set(nothingMade).where('id', '=', id).execute();
        }
        return rows.length;
      });
    },
  };
}

/** @throws LecternError `not-found` */
async function findOne(db: Kysely<Schema>, { kind, id }: BookletOwner, language: string): Promise<Booklet> {
  const row = await db
    .selectFrom('booklets')
    .selectAll()
    .where(ownerColumns[kind], '=', id)
    .where('language', '=', language)
    .executeTakeFirst();
  if (!row) throw noBooklet(language);
  return toBooklet(row);
}

/** The error for a booklet that nobody has asked for. */
export const noBooklet = (language?: string) =>
  new LecternError(
    'not-found',
    language === undefined ? 'There is no booklet.' : `There is no booklet in the language ${language}.`,
  );
