import type { AccessColumns } from '../../database/access-columns.ts';
import type { Tables } from '../../database/schema.ts';
import type { Feature } from '../feature.ts';

/** The columns of a row before or after a change. */
export type LoggedRow = Readonly<Record<string, unknown>>;

/** What belongs to a contest: ids of its tasks, groups and people, of API keys, and subjects of revocations. */
export interface ContestParts {
  readonly contestId: string;
  readonly taskIds: ReadonlySet<string>;
  readonly groupIds: ReadonlySet<string>;
  readonly userIds: ReadonlySet<string>;
  readonly apiKeyIds: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

interface LoggedTable {
  /** Keys, and the columns that decide who may read what; never names, addresses or titles. Undefined: no trigger logs them. */
  readonly columns?: ReadonlyArray<string>;
  /** The condition for logging a deletion, in SQL. */
  readonly deletedIf?: string;
  /** The person whom a row names. */
  readonly userId?: (row: LoggedRow) => unknown;
  /** Whether an export of a contest discloses a row. */
  readonly isPartOf: (row: LoggedRow, contest: ContestParts) => boolean;
}

type LoggedName = Exclude<keyof Tables, 'issuedUrls' | 'issueJournal'>;
type Missing<Name, Column> = Name extends keyof AccessColumns ? Exclude<AccessColumns[Name], Column> : never;

/** Compiles only if each column that gives access is logged. */
const logged = <Name extends LoggedName, const Column extends keyof Tables[Name] & string>(
  _: Name,
  table: LoggedTable & {
    readonly columns: ReadonlyArray<Column> &
      ([Missing<Name, Column>] extends [never] ? unknown : { readonly lacks: Missing<Name, Column> });
  },
): LoggedTable => table;

const has = (ids: ReadonlySet<string>, id: unknown) => ids.has(String(id));
const isOfContest = ({ contestId }: LoggedRow, contest: ContestParts) => contestId === contest.contestId;
const isOfTask = ({ taskId }: LoggedRow, { taskIds }: ContestParts) => has(taskIds, taskId);
const userId = (row: LoggedRow) => row['userId'];

/** The tables of the core whose changes are logged. */
const coreTables: Readonly<
  Record<keyof AccessColumns | 'apiKeys' | 'documentVersions' | 'revocations', LoggedTable>
> = {
  user: logged('user', {
    columns: ['id', 'role', 'adminUntil', 'banned'],
    userId: ({ id }) => id,
    isPartOf: ({ id }, { userIds }) => has(userIds, id),
  }),
  apiKeys: logged('apiKeys', {
    columns: ['id', 'scopes', 'limits', 'expiresAt', 'revokedAt'],
    isPartOf: ({ id }, { apiKeyIds }) => has(apiKeyIds, id),
  }),
  tasks: logged('tasks', {
    columns: ['id', 'visibility', 'visibleFrom', 'embargoUntil', 'deletedAt'],
    isPartOf: ({ id }, { taskIds }) => has(taskIds, id),
  }),
  taskStaff: logged('taskStaff', { columns: ['taskId', 'userId', 'role'], userId, isPartOf: isOfTask }),
  documentVersions: logged('documentVersions', {
    columns: ['id', 'taskId', 'attachmentId', 'language', 'sha256', 'completedAt', 'replacedAt'],
    isPartOf: isOfTask,
  }),
  groups: logged('groups', {
    columns: ['id', 'deletedAt'],
    isPartOf: ({ id }, { groupIds }) => has(groupIds, id),
  }),
  groupMembers: logged('groupMembers', {
    columns: ['groupId', 'userId', 'role'],
    userId,
    isPartOf: ({ groupId }, { groupIds }) => has(groupIds, groupId),
  }),
  groupTasks: logged('groupTasks', {
    columns: ['groupId', 'taskId', 'opensAt', 'closesAt'],
    isPartOf: isOfTask,
  }),
  contests: logged('contests', {
    columns: ['id', 'startsAt', 'endsAt', 'afterEnd', 'prefetchFrom', 'networks', 'deletedAt'],
    isPartOf: ({ id }, { contestId }) => id === contestId,
  }),
  contestTasks: logged('contestTasks', {
    columns: ['contestId', 'taskId', 'opensAt', 'closesAt'],
    isPartOf: isOfContest,
  }),
  contestGroups: logged('contestGroups', { columns: ['contestId', 'groupId'], isPartOf: isOfContest }),
  contestParticipants: logged('contestParticipants', {
    columns: ['contestId', 'userId', 'delaySeconds', 'extraSeconds'],
    userId,
    isPartOf: isOfContest,
  }),
  contestStaff: logged('contestStaff', { columns: ['contestId', 'userId'], userId, isPartOf: isOfContest }),
  revocations: logged('revocations', {
    columns: ['subject', 'until'],
    // Revocations that have ended are pruned.
    deletedIf: 'old."until" > {now}',
    isPartOf: ({ subject }, { subjects }) => has(subjects, subject),
  }),
};

/** Records of issued URLs, whole. They come from the journal, from which they are moved in groups. */
const issuedUrls: LoggedTable = {
  userId: ({ principalId }) => principalId,
  isPartOf: isOfTask,
};

/** By the name in a record. */
export type LoggedTables = Readonly<Record<string, LoggedTable>>;

/** Everything whose changes are logged: tables of the core and of these features, and the records of issued URLs. */
export function loggedTablesOf(features: ReadonlyArray<Pick<Feature, 'accessTables'>>): LoggedTables {
  const ofFeatures = features.flatMap(({ accessTables = [] }) => accessTables);
  return {
    ...Object.fromEntries(
      ofFeatures.map(({ table, columns, belongsTo }) => [
        table,
        { columns, userId, isPartOf: belongsTo === 'taskId' ? isOfTask : isOfContest },
      ]),
    ),
    ...coreTables,
    issuedUrls,
  };
}
