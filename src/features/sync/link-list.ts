import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { InsertOptions } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { addRows, changeEach, deleteRows } from '../../domain/access/access-rows.ts';
import type { Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import type { ListChanges } from './list-changes.ts';

/** A list of a task, group or contest: the rows of a table that link it with people, tasks or groups, each with some values. */
export interface LinkTable<Table extends FieldTable, Id extends LinkedId> {
  readonly table:
    | 'taskStaff'
    | 'groupMembers'
    | 'groupTasks'
    | 'contestStaff'
    | 'contestParticipants'
    | 'contestTasks'
    | 'contestGroups';
  /** The column of the task, group or contest. */
  readonly owner: 'taskId' | 'groupId' | 'contestId';
  /** The column of what the list links it with. */
  readonly id: Id;
  readonly fields: Fields<Table>;
  /** The order of the rows; default: by `id`. */
  readonly order?: ReadonlyArray<keyof Table & string>;
  /** The rows that belong to the list; default: all of the owner. */
  isListed?(db: Kysely<Schema>): RawBuilder<boolean>;
  /** What happens to rows that another request adds meanwhile. */
  readonly insert?: InsertOptions;
  /** Adds and changes rows whose values depend on each other. */
  put?(
    trx: Transaction,
    revoke: Revoke,
    ownerId: string,
    rows: ReadonlyArray<Link<Table, Id>>,
  ): Promise<unknown>;
}

/** A list that is put alone, after its group or contest. */
export interface LinkList<Table extends FieldTable, Id extends LinkedId> extends LinkTable<Table, Id> {
  /** @throws LecternError `not-found` */
  findOwner(db: Kysely<Schema>, ownerId: string): Promise<unknown>;
}

/** A program has the id of its key. Looking up the few keys is cheaper than reading each person's account. */
export const isPerson = () => sql<boolean>`"userId" not in (select id from "apiKeys")`;

export type LinkedId = 'userId' | 'taskId' | 'groupId';
export type Link<Table extends FieldTable, Id extends LinkedId> = ValuesOf<Table> &
  Readonly<Record<Id, string>>;

export async function readLinks<Table extends FieldTable, Id extends LinkedId>(
  db: Kysely<Schema>,
  { table, owner, id, fields, order = [id], isListed }: LinkTable<Table, Id>,
  ownerId: string,
  { where, limit }: { readonly where?: RawBuilder<boolean>; readonly limit?: number } = {},
): Promise<ReadonlyArray<Link<Table, Id>>> {
  // All these tables are read alike, so their types are dropped.
  let query = (db as unknown as Kysely<Record<string, Record<string, unknown>>>)
    .selectFrom(table)
    .select([id, ...fields.names])
    .where(owner, '=', ownerId);
  for (const column of order) query = query.orderBy(column);
  if (isListed) query = query.where(isListed(db));
  if (where) query = query.where(where);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()) as unknown as ReadonlyArray<Link<Table, Id>>;
}

/** Removals come first, because they free values that must differ between the rows. */
export async function writeLinks<Table extends FieldTable, Id extends LinkedId>(
  trx: Transaction,
  revoke: Revoke,
  { table, owner, id, put, insert }: LinkTable<Table, Id>,
  ownerId: string,
  { added, changed, removed }: Omit<ListChanges<Link<Table, Id>>, 'unchanged'>,
): Promise<void> {
  await deleteRows(trx, revoke, table, { [owner]: ownerId, [id]: removed.map((row) => row[id]) });
  if (put) return void (await put(trx, revoke, ownerId, [...changed, ...added]));
  await changeEach(trx, revoke, table as never, { [owner]: ownerId }, id as never, changed as never);
  const createdAt = revoke.nowMs();
  const rows = added.map((row) => ({ [owner]: ownerId, ...row, createdAt }));
  await addRows(trx, revoke, table, rows as never, insert);
}
