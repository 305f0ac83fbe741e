/** The columns of a row before or after a change. */
export type LoggedRow = Readonly<Record<string, unknown>>;

/** A change as it is in the log. The names of events and tables are part of the published format. */
export interface LogRecord {
  /** `found`: the row existed when the log began to watch. */
  readonly event: 'insert' | 'update' | 'delete' | 'found';
  readonly table: string;
  readonly before?: LoggedRow | undefined;
  readonly after?: LoggedRow | undefined;
}

export type SubjectKind = 'contest' | 'task' | 'group' | 'user' | 'apiKey' | 'revocation';

/** What an entry is about. An export of a contest discloses the entries about the contest and what belongs to it. */
export type Subject = `${SubjectKind}:${string}`;

/** What the rows of a table are about, and the column that has its id. */
const about = {
  user: ['user', 'id'],
  apiKeys: ['apiKey', 'id'],
  tasks: ['task', 'id'],
  taskStaff: ['task', 'taskId'],
  documentVersions: ['task', 'taskId'],
  groups: ['group', 'id'],
  groupMembers: ['group', 'groupId'],
  groupTasks: ['task', 'taskId'],
  contests: ['contest', 'id'],
  contestTasks: ['contest', 'contestId'],
  contestGroups: ['contest', 'contestId'],
  contestParticipants: ['contest', 'contestId'],
  contestStaff: ['contest', 'contestId'],
  noticeChanges: ['contest', 'contestId'],
  revocations: ['revocation', 'subject'],
  attachments: ['task', 'taskId'],
  issuedUrls: ['task', 'taskId'],
} as const satisfies Readonly<Record<string, readonly [SubjectKind, column: string]>>;

/** A table whose changes the server logs. */
export type LoggedTableName = keyof typeof about;

const aboutOf: ReadonlyMap<string, readonly [SubjectKind, column: string]> = new Map(Object.entries(about));

/** A table that this version does not know: about its task, or else about its contest. */
const aboutOther = (row: LoggedRow) =>
  'taskId' in row ? (['task', 'taskId'] as const) : (['contest', 'contestId'] as const);

/** What a change is about: usually one subject, but two if it moved a row. */
export function subjectsOf({ table, before, after }: LogRecord): ReadonlyArray<Subject> {
  const rows = [before, after].filter((row) => row !== undefined);
  const subjects = rows.map((row): Subject => {
    const [kind, column] = aboutOf.get(table) ?? aboutOther(row);
    return `${kind}:${row[column]}`;
  });
  return [...new Set(subjects)];
}
