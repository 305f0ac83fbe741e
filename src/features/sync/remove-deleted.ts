import { type Kysely, type RawBuilder, sql } from 'kysely';
import { externalIdOf } from '../../database/external-ids.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { contestRemoval } from '../../domain/contests/contests.ts';
import { groupRemoval } from '../../domain/groups/groups.ts';
import { taskRemoval } from '../../domain/tasks/tasks.ts';
import { LecternError } from '../../lib/errors.ts';
import { letOthersRun } from '../../lib/in-chunks.ts';
import type { Edit } from '../../revocation/dry-run.ts';

const kinds = {
  tasks: { name: 'title', staff: 'taskStaff', owner: 'taskId', removal: taskRemoval },
  groups: { name: 'name', staff: 'groupMembers', owner: 'groupId', removal: groupRemoval },
  contests: { name: 'name', staff: 'contestStaff', owner: 'contestId', removal: contestRemoval },
} as const;
export type SyncedKind = keyof typeof kinds;
export const syncedKinds = ['tasks', 'groups', 'contests'] as const satisfies ReadonlyArray<SyncedKind>;

/** What a platform still has of a kind. */
export interface Remaining {
  readonly kind: SyncedKind;
  readonly externalIds: ReadonlySet<string>;
  /** What was created since (Unix milliseconds) may be missing, so it stays. */
  readonly listedAtMs: number;
  /** The keys of the platform. What they have put, and so are staff of, is the platform's. */
  readonly apiKeyIds: ReadonlyArray<string>;
  readonly maxRemoved?: number | undefined;
}

interface Synced {
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  readonly createdAt: number;
  /** A number on SQLite. */
  readonly isOwn: boolean | number;
}

export interface Deleted {
  /** What the platform no longer has, oldest first. */
  readonly deleted: ReadonlyArray<Synced>;
  readonly kept: number;
  /** Not in the list, but of other keys. */
  readonly others: number;
  /** Listed ids that Lectern does not have. */
  readonly missing: number;
}

/** Reads block SQLite. One of this size takes some milliseconds. */
const readPerStep = 1000;
/** Removals in one transaction, which take some milliseconds too. */
export const removedPerStep = 100;
/** More than both are refused, unless the request allows them. */
export const [maxUnasked, maxUnaskedShare] = [10, 0.2];

/**
 * Finds what a platform has deleted, and serves other requests between its steps.
 * @throws LecternError `not-found` for an unknown key, `would-remove`, `request-invalid` for references instead of external ids
 */
export async function findDeleted(db: Kysely<Schema>, remaining: Remaining): Promise<Deleted> {
  const { externalIds } = remaining;
  await assertKeys(db, remaining.apiKeyIds);
  const deleted: Array<Synced> = [];
  let [kept, others, known] = [0, 0, 0];
  for (let after = ''; ; await letOthersRun()) {
    const rows = await readSynced(db, remaining, sql<boolean>`id > ${after}`);
    for (const row of rows) {
      const isListed = externalIds.has(row.externalId);
      if (isListed) known += 1;
      if (isDeleted(row, remaining)) deleted.push(row);
      else if (row.isOwn) kept += 1;
      else if (!isListed) others += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < readPerStep) break;
    after = last.id;
  }
  const found = { deleted, kept, others, missing: externalIds.size - known };
  const prefixed = kept === 0 ? [...externalIds].find((id) => externalIdOf(id) !== undefined) : undefined;
  if (prefixed !== undefined) {
    throw new LecternError(
      'request-invalid',
      `"externalIds" has "${prefixed}", and nothing that it names exists. Leave out the prefix "ext:" in this list.`,
    );
  }
  assertShare(found, remaining);
  return found;
}

/** Removes some of what was found, unless it has changed since. @returns what was removed */
export const deletedRemoval =
  (remaining: Remaining, some: ReadonlyArray<Synced>): Edit<ReadonlyArray<Synced>> =>
  async (trx, revoke) => {
    const ids = some.map(({ id }) => id);
    const rows = await readSynced(trx, remaining, isAnyOf(trx, 'id', ids));
    const removed = rows.filter((row) => isDeleted(row, remaining));
    for (const { id } of removed) await kinds[remaining.kind].removal(id)(trx, revoke);
    return removed;
  };

const isDeleted = ({ externalId, createdAt, isOwn }: Synced, { externalIds, listedAtMs }: Remaining) =>
  Boolean(isOwn) && createdAt < listedAtMs && !externalIds.has(externalId);

/** Objects with an external id, by id. */
async function readSynced(
  db: Kysely<Schema>,
  { kind, apiKeyIds }: Remaining,
  where: RawBuilder<boolean>,
): Promise<ReadonlyArray<Synced>> {
  const { name, staff, owner } = kinds[kind];
  const { rows } = await sql<Synced>`
    select id, "externalId", ${sql.ref(name)} as name, "createdAt", exists (
      select 1 from ${sql.table(staff)} as own
      where own.${sql.ref(owner)} = ${sql.table(kind)}.id and ${isAnyOf(db, 'userId', apiKeyIds)}
    ) as "isOwn"
    from ${sql.table(kind)} where "externalId" is not null and "deletedAt" is null and ${where}
    order by id limit ${readPerStep}`.execute(db);
  return rows;
}

async function assertKeys(db: Kysely<Schema>, ids: ReadonlyArray<string>): Promise<void> {
  const rows = await db
    .selectFrom('apiKeys')
    .select('id')
    .where(isAnyOf(db, 'id', ids))
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing === undefined) return;
  throw new LecternError('not-found', `There is no API key with the id "${missing}". Correct it.`);
}

/** A wrong list would end access that people should keep. */
function assertShare({ deleted, kept }: Deleted, { kind, maxRemoved }: Remaining): void {
  const total = kept + deleted.length;
  const unasked = kept === 0 ? 0 : Math.max(maxUnasked, Math.floor(total * maxUnaskedShare));
  const removed = deleted.length;
  if (removed <= (maxRemoved ?? unasked)) return;
  throw new LecternError(
    'would-remove',
    `This would remove ${removed} of your ${total} ${kind}. Check the list. If it is right, repeat the request with maxRemoved=${removed}.`,
    { facts: { list: kind, removed, total } },
  );
}
