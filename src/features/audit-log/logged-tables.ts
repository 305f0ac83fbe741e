import type { LoggedRow, LoggedTableName } from 'lectern-audit-log';
import type { AccessColumns } from '../../database/access-columns.ts';
import type { Tables } from '../../database/schema.ts';
import type { Feature, LoggedTable } from '../feature.ts';

type LoggedName = Exclude<keyof Tables, 'issuedUrls' | 'issueJournal'> & LoggedTableName;
type Missing<Name, Column> = Name extends keyof AccessColumns ? Exclude<AccessColumns[Name], Column> : never;

/** Compiles only if each column that gives access is logged, and it is known what the rows are about. */
const logged = <Name extends LoggedName, const Column extends keyof Tables[Name] & string>(
  _: Name,
  table: LoggedTable & {
    readonly columns: ReadonlyArray<Column> &
      ([Missing<Name, Column>] extends [never] ? unknown : { readonly lacks: Missing<Name, Column> });
  },
): LoggedTable => table;

const userId = (row: LoggedRow) => row['userId'];

/** The tables whose changes triggers log. */
const changedTables: Readonly<
  Record<keyof AccessColumns | 'apiKeys' | 'documentVersions' | 'attachments' | 'revocations', LoggedTable>
> = {
  user: logged('user', {
    columns: ['id', 'role', 'adminUntil', 'banned'],
    userId: ({ id }) => id,
  }),
  apiKeys: logged('apiKeys', { columns: ['id', 'scopes', 'limits', 'expiresAt', 'revokedAt'] }),
  tasks: logged('tasks', { columns: ['id', 'visibility', 'visibleFrom', 'embargoUntil', 'deletedAt'] }),
  taskStaff: logged('taskStaff', { columns: ['taskId', 'userId', 'role'], userId }),
  documentVersions: logged('documentVersions', {
    columns: ['id', 'taskId', 'attachmentId', 'language', 'sha256', 'completedAt', 'replacedAt'],
  }),
  attachments: logged('attachments', { columns: ['id', 'taskId', 'kind', 'opensAt'] }),
  groups: logged('groups', { columns: ['id', 'deletedAt'] }),
  groupMembers: logged('groupMembers', { columns: ['groupId', 'userId', 'role'], userId }),
  groupTasks: logged('groupTasks', { columns: ['groupId', 'taskId', 'opensAt', 'closesAt'] }),
  contests: logged('contests', {
    columns: ['id', 'startsAt', 'endsAt', 'afterEnd', 'prefetchFrom', 'networks', 'deletedAt'],
  }),
  contestTasks: logged('contestTasks', { columns: ['contestId', 'taskId', 'opensAt', 'closesAt'] }),
  contestGroups: logged('contestGroups', { columns: ['contestId', 'groupId'] }),
  contestParticipants: logged('contestParticipants', {
    columns: ['contestId', 'userId', 'delaySeconds', 'extraSeconds'],
    userId,
  }),
  contestStaff: logged('contestStaff', { columns: ['contestId', 'userId'], userId }),
  revocations: logged('revocations', { columns: ['subject', 'until'] }),
};

/** Records of issued URLs, whole. They come from the journal, from which they are moved in groups. */
const issuedUrls: LoggedTable = { userId: ({ principalId }) => principalId };

/** By the name in a record. */
export type LoggedTables = Readonly<Record<string, LoggedTable>>;

/** What is logged of the core. */
export const loggedTables: LoggedTables = { ...changedTables, issuedUrls };

/** Everything whose changes are logged, with the tables of features. */
export const loggedTablesOf = (features: ReadonlyArray<Pick<Feature, 'storage'>>): LoggedTables =>
  Object.assign({}, loggedTables, ...features.map(({ storage }) => storage?.loggedTables));

/** The columns that identify a row. In a list of columns they come first: an id, or the ids of two things. */
export function keysOf(tables: LoggedTables, table: string): ReadonlyArray<string> {
  const columns = tables[table]?.columns;
  return columns?.slice(0, columns[0]?.endsWith('Id') ? 2 : 1) ?? ['issuedAt', 'issueId'];
}

/** Names a row, so that names sort as the rows of a table do by their key. */
export const rowName = (tables: LoggedTables, table: string, row: LoggedRow): string =>
  [table, ...keysOf(tables, table).map((key) => row[key])].join(' ');
