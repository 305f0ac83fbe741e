import type { Database } from '../database/database.ts';
import type { IssuedUrlTable } from '../database/schema.ts';
import { LecternError } from '../errors.ts';

/** Who got a URL for what, when, and until when. */
export type IssueRecord = Readonly<IssuedUrlTable>;

/** Keeps the record of every issue, durably, before its URL leaves. */
export interface IssueLog {
  /**
   * Resolves once the record is committed; the record of an `issueId` that is there already is kept as it is.
   * @throws LecternError `issue-not-recorded`: the URL must not leave then
   */
  record(issue: IssueRecord): Promise<void>;
  find(issueId: string): Promise<IssueRecord | undefined>;
  /** Resolves when nothing is waiting to be committed any more. */
  flush(): Promise<void>;
}

interface Waiting {
  readonly issue: IssueRecord;
  readonly resolve: () => void;
  readonly reject: (error: LecternError) => void;
}

/**
 * The number of records that are committed without waiting for the end of the tick: with thousands of sockets ready,
 * one tick of the event loop takes seconds.
 */
const fullGroup = 256;

/**
 * Group commit: the records of all requests of a tick of the event loop go into one durable transaction, or into
 * several when there are many. While one is under way, the next group gathers; there are never two at once.
 */
export function createIssueLog(database: Database): IssueLog {
  const insert = database.prepareInsert('issuedUrls', columns);
  let waiting: Array<Waiting> = [];
  let committing: Promise<void> | undefined;
  let closeGroup = () => {};

  /** Ends with the tick, or when the group is full. */
  async function gather(): Promise<void> {
    if (waiting.length >= fullGroup) return;
    await new Promise<void>((resolve) => {
      closeGroup = resolve;
      setImmediate(resolve);
    });
  }

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      const group = waiting;
      waiting = [];
      try {
        await insert(group.map(({ issue }) => issue));
        for (const { resolve } of group) resolve();
      } catch (cause) {
        for (const { reject } of group) {
          reject(new LecternError('issue-not-recorded', 'Try again in a moment.', { cause }));
        }
      }
    }
    committing = undefined;
  }

  return {
    record(issue) {
      return new Promise((resolve, reject) => {
        waiting.push({ issue, resolve, reject });
        if (waiting.length >= fullGroup) closeGroup();
        committing ??= commitAll();
      });
    },
    async find(issueId) {
      return database.kysely
        .selectFrom('issuedUrls')
        .selectAll()
        .where('issueId', '=', issueId)
        .executeTakeFirst();
    },
    async flush() {
      await committing;
    },
  };
}

const columns = [
  'issueId',
  'principalId',
  'taskId',
  'versionId',
  'objectKey',
  'ground',
  'disposition',
  'issuedAt',
  'expiresAt',
  'issuer',
  'apiKeyId',
] as const satisfies ReadonlyArray<keyof IssuedUrlTable>;
