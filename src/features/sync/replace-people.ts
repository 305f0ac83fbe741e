import { setImmediate as nextTick } from 'node:timers/promises';
import type { RawBuilder } from 'kysely';
import { isAnyOf } from '../../database/sql.ts';
import type { FieldTable } from '../../lib/fields.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { type Link, type LinkList, readLinks, writeLinks } from './link-list.ts';
import type { ListChanges } from './list-changes.ts';

export type PeopleList<Table extends FieldTable> = LinkList<Table, 'userId'>;
export type Row<Table extends FieldTable> = Link<Table, 'userId'>;

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
  async function assertExpected(trx: Transaction, count: number, where?: RawBuilder<boolean>): Promise<void> {
    const rows = await readLinks(trx, list, ownerId, where && { where });
    if (rows.length !== count || rows.some((row) => isOther(row))) throw new ListChanged();
  }

  const toChange = [
    ...changed.filter(isOther).map((row) => ({ row, isRemoved: false })),
    ...removed.map((row) => ({ row, isRemoved: true })),
  ];
  const last = Math.max(0, toChange.length - changesPerStep);
  for await (const some of inYieldingChunks(toChange.slice(0, last), changesPerStep)) {
    const rows = some.map(({ row }) => row);
    const ids = rows.map(({ userId }) => userId);
    await step(some, [], (trx) => assertExpected(trx, ids.length, isAnyOf(trx, 'userId', ids)));
  }
  await nextTick();
  await step(toChange.slice(last), added, (trx) => assertExpected(trx, expected.size));

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
      await writeLinks(trx, revoke, list, ownerId, { added: adding, changed: changing, removed: removing });
    });
    for (const row of changing) expected.set(row.userId, row);
    for (const { userId } of removing) expected.delete(userId);
  }
}
