import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { type AccessTable, type Ends, type Row, type Rule, rules } from './access-rules.ts';

export const onlyGives = (): Ends => ({});

/**
 * What to revoke when rows that give access are inserted: what features give after the end of contests closes for people who now take part
 * in another one. Only `access-rows.ts` applies these rules.
 */
export const insertRules: { readonly [Table in AccessTable]: Rule<Row<Table>> } = {
  user: onlyGives,
  tasks: onlyGives,
  taskStaff: onlyGives,
  groups: onlyGives,
  groupTasks: onlyGives,
  contests: onlyGives,
  contestStaff: onlyGives,
  groupMembers: async (rows, db, nowMs) =>
    join(await throughGroups(db, rows, ['groupId', 'userId']), db, nowMs),
  contestGroups: async (rows, db, nowMs) =>
    join(await throughGroups(db, rows, ['groupId', 'contestId']), db, nowMs),
  async contestTasks(rows, db, nowMs) {
    const contestIds = rows.map(({ contestId }) => contestId);
    // Not in those that start later: until then, no one may notice which tasks they have.
    const started = db.selectFrom('contests').select('id').where('startsAt', '<=', nowMs);
    const found = await started.where(isAnyOf(db, 'id', contestIds)).execute();
    return { awaited: rows.filter(({ contestId }) => found.some(({ id }) => id === contestId)) };
  },
  /** Individual times may also take something from those who took part through a group. */
  async contestParticipants(rows, db, nowMs) {
    const members = new Set((await throughGroups(db, rows, ['contestId', 'userId'])).map(keyOf));
    const changes = rows.map((after) => ({
      before: { ...after, ...(members.has(keyOf(after)) ? onTime : never) },
      after,
    }));
    return rules.contestParticipants(changes, db, nowMs);
  },
};

type Participation = Readonly<Record<'contestId' | 'userId', string>>;
const keyOf = ({ contestId, userId }: Participation) => `${contestId} ${userId}`;
const onTime = { delaySeconds: 0, extraSeconds: 0, createdAt: 0, changedAt: null, ownChange: null };
/** A contest that someone has not joined never starts for them. */
const never = { ...onTime, delaySeconds: Number.POSITIVE_INFINITY };

/** What people lose who now take part through a group. */
const join = (joined: ReadonlyArray<Participation>, db: Kysely<Schema>, nowMs: number) => {
  const changes = joined.map((row) => ({ before: { ...row, ...never }, after: { ...row, ...onTime } }));
  return rules.contestParticipants(changes, db, nowMs);
};

/** Who takes part through groups; only for the values that rows have in two columns. */
function throughGroups<Column extends 'contestId' | 'groupId' | 'userId'>(
  db: Kysely<Schema>,
  rows: ReadonlyArray<Readonly<Record<Column, string>>>,
  columns: readonly [Column, Column],
): Promise<ReadonlyArray<Participation>> {
  const isIn = (column: Column) => {
    const name = column === 'groupId' ? 'contestGroups.groupId' : column;
    return isAnyOf(db, name, new Set(rows.map((row) => row[column])));
  };
  return db
    .selectFrom('contestGroups')
    .innerJoin('groupMembers', 'groupMembers.groupId', 'contestGroups.groupId')
    .select(['contestId', 'userId'])
    .where('role', '=', 'member')
    .where(({ and }) => and(columns.map(isIn)))
    .execute();
}
