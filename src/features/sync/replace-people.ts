import { setImmediate as nextTick } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import type { ListChanges } from './list-changes.ts';

export type Row<Table extends FieldTable> = ValuesOf<Table> & { readonly userId: string };

/** A list of people, each with some values. */
export interface PeopleList<Table extends FieldTable> {
  readonly fields: Fields<Table>;
  /** Reads people of a group or contest, sorted by id. */
  read(db: Kysely<Schema>, ownerId: string, part: Part): Promise<ReadonlyArray<Row<Table>>>;
  /** @throws LecternError `not-found` */
  findOwner(db: Kysely<Schema>, ownerId: string): Promise<unknown>;
  readonly write: Record<'add' | 'change' | 'remove', Write<Row<Table>>>;
}

interface Part {
  readonly where: RawBuilder<boolean>;
  readonly limit: number;
}

const everybody: Part = { where: sql`true`, limit: Number.MAX_SAFE_INTEGER };

type Write<Person> = (
  trx: Transaction,
  revoke: Revoke,
  ownerId: string,
  people: ReadonlyArray<Person>,
) => Promise<unknown>;

/** A step blocks SQLite. One of this size takes some milliseconds, mostly for revocations. */
const changesPerStep = 250;

/** The list has changed since it was read. */
export class ListChanged extends Error {}

/**
 * Applies changes to a list, in a transaction that checks that the list is still as it was read. Many changes and
 * removals, which revoke URLs, are split into several transactions.
 * @throws ListChanged
 */
export async function replacePeople<Table extends FieldTable>(
  list: PeopleList<Table>,
  revocations: Revocations,
  ownerId: string,
  {
    current,
    added,
    changed,
    removed,
  }: ListChanges<Row<Table>> & { readonly current: ReadonlyArray<Row<Table>> },
): Promise<void> {
  const expected = new Map(current.map((row) => [row.userId, row]));
  const isOther = (row: Row<Table>) => {
    const before = expected.get(row.userId);
    return before === undefined || !list.fields.isSame(before, row);
  };

  /** @throws ListChanged if these people are no longer in the list as expected */
  async function assertExpected(trx: Transaction, part: Part, count: number): Promise<void> {
    const rows = await list.read(trx, ownerId, part);
    if (rows.length !== count || rows.some((row) => isOther(row))) throw new ListChanged();
  }

  const toChange = [
    ...changed.filter(isOther).map((row) => ({ row, isRemoved: false })),
    ...removed.map((row) => ({ row, isRemoved: true })),
  ];
  const last = Math.max(0, toChange.length - changesPerStep);
  for await (const some of inYieldingChunks(toChange.slice(0, last), changesPerStep)) {
    const rows = some.map(({ row }) => row);
    await step(some, [], (trx) => {
      const where = isAnyOf(
        trx,
        'userId',
        rows.map(({ userId }) => userId),
      );
      return assertExpected(trx, { ...everybody, where }, rows.length);
    });
  }
  await nextTick();
  await step(toChange.slice(last), added, (trx) => assertExpected(trx, everybody, expected.size));

  async function step(
    some: ReadonlyArray<(typeof toChange)[number]>,
    adding: ReadonlyArray<Row<Table>>,
    assertUnchanged: (trx: Transaction) => Promise<void>,
  ): Promise<void> {
    const [changing = [], removing = []] = [false, true].map((isRemoved) =>
      some.flatMap((each) => (each.isRemoved === isRemoved ? [each.row] : [])),
    );
    await revocations.change(async (trx, revoke) => {
      await assertUnchanged(trx);
      await list.findOwner(trx, ownerId);
      await list.write.add(trx, revoke, ownerId, adding);
      await list.write.change(trx, revoke, ownerId, changing);
      await list.write.remove(trx, revoke, ownerId, removing);
    });
    for (const row of changing) expected.set(row.userId, row);
    for (const { userId } of removing) expected.delete(userId);
  }
}
