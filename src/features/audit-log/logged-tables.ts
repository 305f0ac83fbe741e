import type { AccessColumns } from '../../database/access-columns.ts';
import type { Tables } from '../../database/schema.ts';
import type { Feature } from '../feature.ts';
import type { AuditLogOutboxTable } from './tables.ts';

/** The columns of a row before or after a change. */
export type LoggedRow = Readonly<Record<string, unknown>>;

/** A change as it is in the log. The names of events and tables are part of the published format. */
export interface LogRecord {
  readonly event: AuditLogOutboxTable['event'];
  readonly table: string;
  readonly before?: LoggedRow | undefined;
  readonly after?: LoggedRow | undefined;
}

export type SubjectKind = 'contest' | 'task' | 'group' | 'user' | 'apiKey' | 'revocation';

/** What an entry is about. An export of a contest discloses the entries about the contest and what belongs to it. */
export type Subject = `${SubjectKind}:${string}`;

interface LoggedTable {
  /** Keys, and the columns that decide who may read what; never names, addresses or titles. Undefined: no trigger logs them. */
  readonly columns?: ReadonlyArray<string>;
  /** The person whom a row names. */
  readonly userId?: (row: LoggedRow) => unknown;
  readonly about: (row: LoggedRow) => Subject;
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

const about =
  (kind: SubjectKind, column = `${kind}Id`) =>
  (row: LoggedRow): Subject =>
    `${kind}:${row[column]}`;
const [aboutContest, aboutTask, aboutGroup] = [about('contest'), about('task'), about('group')];
const userId = (row: LoggedRow) => row['userId'];

/** The tables of the core whose changes are logged. */
const coreTables: Readonly<
  Record<keyof AccessColumns | 'apiKeys' | 'documentVersions' | 'revocations', LoggedTable>
> = {
  user: logged('user', {
    columns: ['id', 'role', 'adminUntil', 'banned'],
    userId: ({ id }) => id,
    about: about('user', 'id'),
  }),
  apiKeys: logged('apiKeys', {
    columns: ['id', 'scopes', 'limits', 'expiresAt', 'revokedAt'],
    about: about('apiKey', 'id'),
  }),
  tasks: logged('tasks', {
    columns: ['id', 'visibility', 'visibleFrom', 'embargoUntil', 'deletedAt'],
    about: about('task', 'id'),
  }),
  taskStaff: logged('taskStaff', { columns: ['taskId', 'userId', 'role'], userId, about: aboutTask }),
  documentVersions: logged('documentVersions', {
    columns: ['id', 'taskId', 'attachmentId', 'language', 'sha256', 'completedAt', 'replacedAt'],
    about: aboutTask,
  }),
  groups: logged('groups', { columns: ['id', 'deletedAt'], about: about('group', 'id') }),
  groupMembers: logged('groupMembers', { columns: ['groupId', 'userId', 'role'], userId, about: aboutGroup }),
  groupTasks: logged('groupTasks', {
    columns: ['groupId', 'taskId', 'opensAt', 'closesAt'],
    about: aboutTask,
  }),
  contests: logged('contests', {
    columns: ['id', 'startsAt', 'endsAt', 'afterEnd', 'prefetchFrom', 'networks', 'deletedAt'],
    about: about('contest', 'id'),
  }),
  contestTasks: logged('contestTasks', {
    columns: ['contestId', 'taskId', 'opensAt', 'closesAt'],
    about: aboutContest,
  }),
  contestGroups: logged('contestGroups', { columns: ['contestId', 'groupId'], about: aboutContest }),
  contestParticipants: logged('contestParticipants', {
    columns: ['contestId', 'userId', 'delaySeconds', 'extraSeconds'],
    userId,
    about: aboutContest,
  }),
  contestStaff: logged('contestStaff', { columns: ['contestId', 'userId'], userId, about: aboutContest }),
  revocations: logged('revocations', {
    columns: ['subject', 'until'],
    about: about('revocation', 'subject'),
  }),
};

/** Records of issued URLs, whole. They come from the journal, from which they are moved in groups. */
const issuedUrls: LoggedTable = { userId: ({ principalId }) => principalId, about: aboutTask };

/** By the name in a record. */
export type LoggedTables = Readonly<Record<string, LoggedTable>>;

/** The columns that identify a row. In a list of columns they come first: an id, or the ids of two things. */
export function keysOf(tables: LoggedTables, table: string): ReadonlyArray<string> {
  const columns = tables[table]?.columns;
  return columns?.slice(0, columns[0]?.endsWith('Id') ? 2 : 1) ?? ['issuedAt', 'issueId'];
}

/** Names a row, so that names sort as the rows of a table do by their key. */
export const rowName = (tables: LoggedTables, table: string, row: LoggedRow): string =>
  [table, ...keysOf(tables, table).map((key) => row[key])].join(' ');

/** Everything whose changes are logged: tables of the core and of these features, and the records of issued URLs. */
export function loggedTablesOf(features: ReadonlyArray<Pick<Feature, 'accessTables'>>): LoggedTables {
  const ofFeatures = features.flatMap(({ accessTables = [] }) => accessTables);
  return {
    ...Object.fromEntries(
      ofFeatures.map(({ table, columns, belongsTo }) => [
        table,
        { columns, userId, about: belongsTo === 'taskId' ? aboutTask : aboutContest },
      ]),
    ),
    ...coreTables,
    issuedUrls,
  };
}

/** What a change is about: usually one subject, but two if it moved a row. */
export function subjectsOf(record: LogRecord, tables: LoggedTables): ReadonlyArray<Subject> {
  const rows = [record.before, record.after].filter((row) => row !== undefined);
  return [...new Set(rows.flatMap((row) => tables[record.table]?.about(row) ?? []))];
}
