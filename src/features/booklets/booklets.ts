import type { Kysely, NotNull, Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { discardObjects } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { type Booklet, type BookletOwner, type BookletSpec, toBooklet } from './booklet.ts';
import { idle, notOfAnything, withOwners } from './booklet-queue.ts';
import { endBooklets } from './end-booklets.ts';

/** Languages per contest or group. */
export const maxBooklets = 20;

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

export type Booklets = ReturnType<typeof createBooklets>;

/** The booklets of contests and groups, as requested and as last made. Callers check access first. */
export function createBooklets(parts: {
  readonly database: Database;
  readonly revocations: Pick<Revocations, 'change'>;
  readonly clock: Clock;
}) {
  const { revocations, clock } = parts;
  const { kysely } = parts.database;

  async function removeOne(transaction: Transaction<Schema>, { id, made }: Booklet): Promise<void> {
    if (made) await discardObjects(transaction, [made], clock.nowMs());
    await transaction.deleteFrom('bookletTasks').where('bookletId', '=', id).execute();
    await transaction.deleteFrom('booklets').where('id', '=', id).execute();
  }

  return {
    /** The booklets of an owner, sorted by language. */
    async list({ kind, id }: BookletOwner): Promise<ReadonlyArray<Booklet>> {
      const rows = await kysely
        .selectFrom('booklets')
        .selectAll()
        .where(ownerColumns[kind], '=', id)
        .orderBy('language')
        .execute();
      return rows.map(toBooklet);
    },
    /** @throws LecternError `not-found` */
    find: (owner: BookletOwner, language: string) => findOne(kysely, owner, language),
    /** Requests a booklet, or has an existing one made again. @throws LecternError `conflict` when the owner has too many languages */
    async request({ owner, oddPages, includesUpcoming, ...spec }: BookletSpec): Promise<Booklet> {
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
          throw conflict(
            'too-many-booklets',
            `Booklets are limited to ${maxBooklets} languages. Remove one first.`,
            { facts: { max: maxBooklets } },
          );
        }
        const row = await transaction
          .insertInto('booklets')
          .values({ id: newId(), [ownerColumn]: owner.id, ...asked, ...nothingMade })
          // The previous file stays readable until the new one is made.
          .onConflict((conflict) =>
            conflict.columns([ownerColumn, 'language']).doUpdateSet({ ...asked, madeOf: notOfAnything }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        return toBooklet(row);
      });
    },
    /** Deletes a booklet and revokes its URLs; the next sweep deletes its file. @throws LecternError `not-found` */
    remove: (owner: BookletOwner, language: string) =>
      revocations.change(async (transaction, revoke) => {
        const booklet = await findOne(transaction, owner, language);
        await revoke.these(await endBooklets(transaction, [booklet.id]));
        await removeOne(transaction, booklet);
      }),
    /** Deletes booklets of deleted contests and groups. @returns how many */
    async removeOfDeleted(): Promise<number> {
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
  };
}

/** Discards the files of booklets with this task; the next sweep deletes them. */
export async function discardWithTask(transaction: Transaction<Schema>, taskId: string, nowMs: number) {
  const rows = await transaction
    .selectFrom('booklets')
    .select(['id', 'objectKey'])
    .where('objectKey', 'is not', null)
    .$narrowType<{ objectKey: NotNull }>()
    .where('id', 'in', (eb) => eb.selectFrom('bookletTasks').select('bookletId').where('taskId', '=', taskId))
    .execute();
  await discardObjects(transaction, rows, nowMs);
  for (const { id } of rows) {
    await transaction.updateTable('booklets').set(nothingMade).where('id', '=', id).execute();
  }
  if (rows.length === 0) return [];
  return [
    rows.length === 1
      ? 'a booklet with it, which is made again.'
      : `${rows.length} booklets with it, which are made again.`,
  ];
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

export const noBooklet = (language?: string) =>
  new LecternError(
    'not-found',
    language === undefined
      ? 'There is no booklet yet. Its staff can make one.'
      : `There is no booklet in the language ${language}. Make it first.`,
  );
