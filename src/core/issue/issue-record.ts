import { sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import type { Sql } from '../../database/sql.ts';
import {
  type ColumnsOf,
  type Defaulted,
  type Field,
  fieldsOf,
  type ValuesOf,
  type WordSet,
} from '../../lib/fields.ts';
import type { JointPermit } from '../decide/read-permit.ts';
import { openedAnswers, wholeFileAnswers } from './url-reads.ts';

export const dispositions = {
  title: 'Disposition',
  words: ['inline', 'attachment'],
  describe: 'inline: browsers show the PDF; attachment: they save it.',
} as const satisfies WordSet;
export type Disposition = (typeof dispositions.words)[number];

const recordedDispositions = {
  title: 'RecordedDisposition',
  words: [...dispositions.words, 'key'],
  describe: 'What was requested: a URL to view or to save a PDF, or the key of a sealed envelope.',
} as const satisfies WordSet;

/**
 * What is stored about an issued URL, and what is shown of it. No foreign keys: a record outlives the account. A field with a
 * fallback is written later than the others.
 */
export const recordFields = fieldsOf({
  issueId: { kind: 'text', describe: 'The parameter `issue` of the URL.' },
  principalId: {
    kind: 'text',
    orNull: true,
    describe: 'The reader; null if an operator signed it on the command line.',
  },
  userExternalId: { kind: 'text', orNull: true, joined: true, describe: "The platform's id of the reader." },
  email: {
    kind: 'text',
    orNull: true,
    joined: true,
    describe: 'Null if the account was deleted, has no address, or is hidden from you.',
  },
  name: {
    kind: 'text',
    orNull: true,
    joined: true,
    describe: 'Name of the reader; null if the account was deleted or is hidden from you.',
  },
  taskId: { kind: 'text', orNull: true },
  taskExternalId: { kind: 'text', orNull: true, joined: true, describe: "The platform's id of the task." },
  title: {
    kind: 'text',
    orNull: true,
    joined: true,
    describe: 'Null if an operator signed on the command line.',
  },
  versionId: { kind: 'text', orNull: true },
  objectKey: { kind: 'text', describe: 'Key of the file in the storage, as in its access log.' },
  ground: {
    kind: 'text',
    describe: 'What gave the reader access; `operator` for URLs from the command line.',
  },
  disposition: { kind: 'word', of: recordedDispositions },
  issuedAt: { kind: 'time' },
  expiresAt: { kind: 'time' },
  issuer: { kind: 'text', orNull: true, describe: 'Issuer of the trusted token that identified the reader.' },
  apiKeyId: { kind: 'text', orNull: true, describe: 'The API key that requested it.' },
  apiKeyName: { kind: 'text', orNull: true, joined: true },
  opened: { kind: 'word', of: openedAnswers, joined: true },
  wholeFile: { kind: 'word', of: wholeFileAnswers, joined: true },
  firstReadAt: { kind: 'time', orNull: true, joined: true, describe: 'First download; null: none is known.' },
  lastReadAt: { kind: 'time', orNull: true, joined: true },
  requests: {
    kind: 'integer',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    orNull: true,
    joined: true,
    describe: 'Downloads, of the whole file or a part; null: none is known.',
  },
  bytes: {
    kind: 'integer',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    orNull: true,
    joined: true,
    describe: 'Bytes that were sent.',
  },
});
type RecordTable = typeof recordFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    issuedUrls: ColumnsOf<RecordTable>;
  }
}

/** A record with the names of its reader, its task and the API key that asked; null if there is none. */
export type IssuedUrl = ValuesOf<RecordTable>;

/** What is written when a URL is issued. */
export type IssueRecord = Readonly<Omit<ColumnsOf<RecordTable>, Defaulted<RecordTable>>>;

export const issueColumns = Object.entries<Field>(recordFields.table)
  .filter(([, { joined, fallback }]) => !joined && fallback === undefined)
  .map(([name]) => name as keyof IssueRecord);

/** A signed URL of one file, or a key, that opens several tasks. */
export interface JointIssue
  extends Pick<IssueRecord, 'issueId' | 'objectKey' | 'disposition' | 'issuedAt' | 'expiresAt'> {
  /** What it opens; each of a task that is granted. */
  readonly versions: ReadonlyArray<{ readonly taskId: string; readonly versionId: string | null }>;
}

/**
 * One record per version, so that a search by any of the tasks finds this reader. The first has the issue id itself, which traces and
 * revokes the URL; the others append to it.
 * @throws Error if a task is not granted
 */
export function jointRecords(permit: JointPermit, issue: JointIssue): ReadonlyArray<IssueRecord> {
  const { versions, issueId, ...common } = issue;
  const grounds = new Map(permit.permits.map(({ taskId, ground }) => [taskId, ground]));
  return versions.map(({ taskId, versionId }, at) => {
    const ground = grounds.get(taskId);
    if (ground === undefined) throw new Error('it opens tasks that are not granted');
    return {
      ...common,
      issueId: jointIssueId(issueId, at),
      principalId: permit.principalId,
      taskId,
      versionId,
      ground,
      issuer: permit.issuer ?? null,
      apiKeyId: permit.apiKeyId ?? null,
    };
  });
}

/** The record's id for one of the versions, by position. */
export const jointIssueId = (issueId: string, at: number): string =>
  at === 0 ? issueId : `${issueId}${jointMark}${at + 1}`;

/** Not in the alphabet of issue ids, so no other id begins like this. */
export const jointMark = '.';

/** The issue id in the URL of a row `issue` of `issuedUrls`. */
export const issueIdOf = (dialect: Dialect): Sql =>
  dialect === 'sqlite'
    ? sql`substr(issue."issueId", 1, instr(issue."issueId" || ${mark}, ${mark}) - 1)`
    : sql`split_part(issue."issueId", ${mark}, 1)`;
const mark = sql.lit(jointMark);
