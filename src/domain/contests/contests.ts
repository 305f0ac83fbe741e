import { type Kysely, type SelectQueryBuilder, sql, type Transaction } from 'kysely';
import { formatSortedKey, onPage, otherList, type Page, parseSortedKey } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import { contains, type Sql } from '../../database/sql.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { foldText } from '../../lib/fold-text.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { addRows, changeRows } from '../access/access-rows.ts';
import { type Creation, columnsOf, newEntity } from '../entity.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import {
  type Contest,
  type ContestChanges,
  type ContestDraft,
  type ContestPhase,
  type ContestRole,
  type ContestSort,
  type ContestWithRole,
  checkContest,
  contestFields,
  contestNotFound,
} from './contest.ts';
import { participations } from './participation.ts';

export type Contests = ReturnType<typeof createContests>;

/** The repository of contests. `core/decide/` decides who may call what. */
export function createContests(parts: RepositoryParts) {
  const { database, revocations, clock } = parts;
  const { kysely } = database;
  const live = liveContests(kysely);

  /** Ids of contests with a person's role and times; members of a group in the contest are participants. */
  const membershipsOf = (userId: string) =>
    kysely
      .selectFrom('contestStaff')
      .where('userId', '=', userId)
      .select([
        'contestId',
        sql<ContestRole>`'staff'`.as('role'),
        sql<number>`0`.as('delaySeconds'),
        sql<number>`0`.as('extraSeconds'),
        sql<number | null>`null`.as('ownChange'),
      ])
      .unionAll(
        kysely
          .selectFrom(participations.as('participation'))
          .where('userId', '=', userId)
          .select(['contestId', sql<ContestRole>`'participant'`.as('role')])
          .select(['delaySeconds', 'extraSeconds', 'ownChange']),
      );

  const withRoleOf = (userId: string) =>
    live
      .leftJoin(
        (eb) =>
          eb
            .selectFrom(membershipsOf(userId).as('each'))
            .select(({ fn }) => [
              'each.contestId',
              sql<ContestRole>`max("each".role)`.as('role'), // 'staff' sorts after 'participant'
              fn.max('each.delaySeconds').as('delaySeconds'),
              fn.max('each.extraSeconds').as('extraSeconds'),
              fn.max('each.ownChange').as('ownChange'),
            ])
            .groupBy('each.contestId')
            .as('own'),
        (join) => join.onRef('own.contestId', '=', 'contests.id'),
      )
      .select(({ fn, lit }) => [
        'own.role',
        'own.ownChange',
        fn.coalesce('own.delaySeconds', lit(0)).as('delaySeconds'),
        fn.coalesce('own.extraSeconds', lit(0)).as('extraSeconds'),
      ])
      .select(({ fn, lit, selectFrom }) => {
        const epoch = selectFrom('user').select('urlEpoch').where('user.id', '=', userId);
        return fn.coalesce(epoch, lit(0)).as('readerEpoch');
      });

  // Thousands of people request the same contest when it starts.
  const readFor = database.prepareBatchedRead<{ userId: string; contestId: string }, ContestWithRole>(
    (_db, param) => withRoleOf(param('userId')).where('id', '=', param('contestId')),
  );

  return {
    /** The creator becomes its staff. @throws LecternError `request-invalid` */
    async create(draft: ContestDraft, createdBy: string): Promise<Contest> {
      const nowMs = clock.nowMs();
      return revocations.change(async (trx, revoke) => {
        const contest = await insertContest(trx, draft, { createdBy, nowMs });
        await addStaff(trx, revoke, contest.id, [createdBy]);
        return contest;
      });
    },
    /** @throws LecternError `not-found` */
    find: (contestId: string) => findContest(kysely, contestId),
    /** With the role of one person. @throws LecternError `not-found` */
    async findFor(userId: string, contestId: string): Promise<ContestWithRole> {
      const [contest] = await readFor({ userId, contestId });
      if (!contest) throw contestNotFound();
      return contest;
    },
    /**
     * Contests with one person's role, newest first or in another order: those that the person belongs to, by the given role or any; with
     * `all`, every contest. The phase ignores individual delays. Continues after a key of `contestKey`.
     * @throws LecternError `request-invalid` for a key of another order
     */
    async listFor(
      userId: string,
      {
        all,
        role,
        phase,
        externalId,
        text,
        sort = 'created',
        ...page
      }: Page & {
        all: boolean;
        role?: ContestRole | undefined;
        phase?: ContestPhase | undefined;
        externalId?: string | undefined;
        /** Part of the name, ignoring case and accents. */
        text?: string | undefined;
        sort?: ContestSort | undefined;
      },
    ): Promise<ReadonlyArray<ContestWithRole>> {
      const nowMs = clock.nowMs();
      const contests = withRoleOf(userId)
        .$if(!all, (query) => query.where('own.contestId', 'is not', null))
        .$call((query) => (role === undefined ? query : query.where('own.role', '=', role)))
        .$call((query) => (externalId === undefined ? query : query.where('externalId', '=', externalId)))
        .$call((query) =>
          text === undefined ? query : query.where(contains(sql`contests."foldedName"`, text)),
        )
        .$if(phase === 'upcoming', (query) => query.where('startsAt', '>', nowMs))
        .$if(phase === 'running', (query) =>
          query
            .where('startsAt', '<=', nowMs)
            .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', nowMs)])),
        )
        .$if(phase === 'past', (query) => query.where('endsAt', '<=', nowMs));
      if (sort !== 'created') return sortedPage(contests, page, sort).execute();
      if (page.after?.startsWith('[')) throw otherList();
      return onPage(contests, page, 'id', 'desc').execute();
    },
    change: (contestId: string, changes: ContestChanges) =>
      revocations.change(contestChange(contestId, changes)),
    remove: (contestId: string, ifMatch?: string) => revocations.change(contestRemoval(contestId, ifMatch)),
    /** Empty for a contest that does not exist. */
    async rolesOf(contestId: string, userId: string): Promise<ReadonlySet<ContestRole>> {
      const rows = await kysely
        .selectFrom(membershipsOf(userId).as('own'))
        .innerJoin('contests', 'contests.id', 'own.contestId')
        .select('own.role')
        .where('own.contestId', '=', contestId)
        .where('contests.deletedAt', 'is', null)
        .execute();
      return new Set(rows.map((row) => row.role));
    },
  };
}

/** Only this many characters of a name are compared, to bound the length of cursors. Ties are ordered by id. */
const comparedLength = 64;

type SortKey = Exclude<ContestSort, 'created'>;
const sortKeys: Readonly<Record<SortKey, Sql>> = {
  'first-start': sql`contests."startsAt"`,
  'last-start': sql`contests."startsAt"`,
  name: sql`substr(contests."foldedName", 1, ${sql.lit(comparedLength)})`,
};

function sortedPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { after, limit }: Page,
  sort: SortKey,
) {
  const key = sortKeys[sort];
  const [order, isAfter] = sort === 'last-start' ? (['desc', sql`<`] as const) : (['asc', sql`>`] as const);
  const page = query.orderBy(key, order).orderBy(sql`contests.id`, order).limit(limit);
  if (after === undefined) return page;
  const last = parseSortedKey(after, sort, sort === 'name' ? 'string' : 'number');
  return page.where(sql<boolean>`(${key}, contests.id) ${isAfter} (${last.key}, ${last.id})`);
}

/** After which a page of `listFor` continues. */
export function contestKey(
  { id, name, startsAt }: Pick<Contest, 'id' | 'name' | 'startsAt'>,
  sort: ContestSort = 'created',
): string {
  if (sort === 'created') return id;
  return formatSortedKey(
    sort,
    sort === 'name' ? [...foldText(name)].slice(0, comparedLength).join('') : startsAt,
    id,
  );
}

/** Inserts a contest without staff. @throws LecternError `request-invalid` */
export async function insertContest(
  trx: Transaction<Schema>,
  draft: ContestDraft,
  creation: Creation,
): Promise<Contest> {
  const contest: Contest = {
    ...contestFields.parse(contestFields.complete(draft)),
    ...newEntity(creation),
    lastChange: null,
    commonChange: null,
  };
  checkContest(contest);
  await trx
    .insertInto('contests')
    .values({
      ...contest,
      foldedName: foldText(contest.name),
      createdBy: creation.createdBy,
      deletedAt: null,
    })
    .execute();
  return contest;
}

/**
 * Changes a contest, and revokes the URLs of its tasks that outlive its new times.
 * @throws LecternError `request-invalid`, `not-found`, `precondition-failed`
 */
export const contestChange =
  (contestId: string, changes: ContestChanges, ifMatch?: string): Edit<Contest> =>
  async (trx, revoke) => {
    const contest = await findContest(trx, contestId);
    assertMatch(ifMatch, contestFields.tagOf(contest));
    return changeContest(trx, revoke, contest, changes);
  };

/**
 * Soft-deletes it: its grounds end at the next request, and the URLs of its tasks are revoked.
 * @throws LecternError `not-found`, `precondition-failed`
 */
export const contestRemoval =
  (contestId: string, ifMatch?: string): Edit<void> =>
  async (trx, revoke) => {
    assertMatch(ifMatch, contestFields.tagOf(await findContest(trx, contestId)));
    await changeRows(trx, revoke, 'contests', { id: contestId }, { deletedAt: revoke.nowMs() });
  };

/**
 * Changes the given fields, and revokes the URLs of its tasks that outlive its new times.
 * @throws LecternError `request-invalid`
 */
export async function changeContest(
  trx: Transaction<Schema>,
  revoke: Revoke,
  before: Contest,
  changes: ContestChanges,
): Promise<Contest> {
  const canonical = contestFields.parse(changes);
  const contest = { ...before, ...canonical };
  checkContest(contest);
  const values = { ...canonical, foldedName: foldText(contest.name), updatedAt: revoke.nowMs() };
  await changeRows(trx, revoke, 'contests', { id: before.id }, values);
  return findContest(trx, before.id);
}

/** Adds those who are not staff yet. @returns how many */
export async function addStaff(
  trx: Transaction<Schema>,
  revoke: Revoke,
  contestId: string,
  userIds: ReadonlyArray<string>,
): Promise<number> {
  const rows = userIds.map((userId) => ({ contestId, userId, createdAt: revoke.nowMs() }));
  return (await addRows(trx, revoke, 'contestStaff', rows, { ifThere: 'keep' })).length;
}

export const liveContests = (db: Kysely<Schema>) =>
  db
    .selectFrom('contests')
    .select(columnsOf(contestFields).map((column) => `contests.${column}` as const))
    .select(['contests.lastChange', 'contests.commonChange'])
    .where('contests.deletedAt', 'is', null);

/** @throws LecternError `not-found` */
export const findContest = (db: Kysely<Schema>, contestId: string): Promise<Contest> =>
  liveContests(db).where('id', '=', contestId).executeTakeFirstOrThrow(contestNotFound);
