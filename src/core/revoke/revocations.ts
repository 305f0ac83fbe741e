import type { Transaction } from 'kysely';
import type { KeyRing } from 'lectern-signing';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { RevocationTable, Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { Clock } from '../../lib/clock.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';
import {
  accessTags,
  programOf,
  type Revocable,
  subjectsOf,
  type TaggedAccess,
  taskOf,
  urlTags,
} from './url-tags.ts';

/** A signed URL, as far as it can be revoked. */
interface RevocableUrl {
  readonly objectKey: string;
  /** Undefined for an upload. */
  readonly issueId?: string;
}

export type Revocation = Readonly<RevocationTable>;

/**
 * Revokes URLs in the transaction that takes the access away, so that neither happens without the other. Rows that give access
 * are changed and deleted by `access-rows.ts`, which asks for it.
 */
export interface Revoke {
  /** When the change is made: Unix milliseconds. */
  nowMs(): number;
  /** All URLs to read that these accounts were given, for any task. @returns how many accounts there are */
  readers(userIds: ReadonlyArray<string>): Promise<number>;
  /** All URLs to read these tasks, also in what is made of several, whoever was given them. @returns how many tasks there are */
  tasks(taskIds: ReadonlyArray<string>): Promise<number>;
  /** All URLs of what a feature makes of tasks, whoever was given them. */
  these(revocables: ReadonlyArray<Revocable>): Promise<void>;
  /** All that these API keys have asked for, whoever it is for. */
  programs(apiKeyIds: ReadonlyArray<string>): Promise<void>;
  /** All URLs of what is made of these contests, whoever was given them. */
  contests(contestIds: ReadonlyArray<string>): Promise<void>;
  /** The upload URLs of a task, of a person, or of that person for that task. */
  uploads(of: { readonly taskId?: string; readonly uploadedBy?: string }): Promise<void>;
  /** One URL, until its expiry (Unix milliseconds). */
  url(url: RevocableUrl, expiresAtMs: number): Promise<void>;
}

/**
 * The URLs that are refused before they expire, for all processes over one database. Each keeps them in memory and
 * reads them anew every `refreshEveryMs`.
 *
 * A decision reads the epochs of its reader and its task together with the grounds, and the issue id is made of them; that
 * of what is made of several tasks is read before. Revoking counts the epoch up: whatever was decided before is revoked, even if it is signed only now, and whatever is
 * decided afterwards is another URL.
 */
export interface Revocations {
  /** Runs a change that revokes. Once it is committed, this process refuses the URLs. */
  change<T>(edit: (transaction: Transaction<Schema>, revoke: Revoke) => Promise<T>): Promise<T>;
  isRevoked(url: RevocableUrl): boolean;
  /** By which something that goes on for as long as an access can be ended with it. */
  tagsOf(access: TaggedAccess): ReadonlyArray<string>;
  isAnyRevoked(tags: ReadonlyArray<string>): boolean;
  /** @throws `unavailable` when the database does not answer */
  load(): Promise<void>;
  /** Learns what other processes have revoked. Never rejects: the last known revocations stay in force. */
  refresh(): Promise<void>;
  /** Deletes those that had ended at this time (Unix milliseconds). @returns how many */
  prune(nowMs: number): Promise<number>;
}

/** Shows what is revoked to servers that have no database. */
export interface RevocationPublisher {
  /** @param inForce all that were read */
  publishAll(inForce: ReadonlyArray<Revocation>): Promise<void>;
  /** Adds to those that are published. */
  publish(revocations: ReadonlyArray<Revocation>): Promise<void>;
}

export const refreshEveryMs = 1000;

/** Where the epochs are. */
const tables = { reader: 'user', task: 'tasks' } as const;

/**
 * What a feature makes of several tasks, and gives URLs of. Both say what ends, in the transaction that takes access away, with
 * the epoch that is in the URLs that are out.
 */
export interface MadeOfTasks {
  endWithTasks?(trx: Transaction<Schema>, taskIds: ReadonlyArray<string>): Promise<ReadonlyArray<Revocable>>;
  endWithContests?(
    trx: Transaction<Schema>,
    contestIds: ReadonlyArray<string>,
    nowMs: number,
  ): Promise<ReadonlyArray<Revocable>>;
}

/** No URL lives longer, to read or to upload, and clocks may differ by a minute. */
export const longestLifeMs = 61 * 60 * 1000;

interface RevocationParts {
  readonly database: Database;
  readonly ring: () => KeyRing;
  readonly clock: Clock;
  readonly log: RefreshLog;
  readonly publisher?: RevocationPublisher;
  /** Of the features. */
  readonly madeOfTasks: ReadonlyArray<MadeOfTasks>;
}

export function createRevocations(parts: RevocationParts): Revocations {
  const { database, ring, clock, log, publisher } = parts;
  const { kysely } = database;
  const readInForce = database.prepareRead<{ nowMs: number }, Revocation>((db, param) =>
    db.selectFrom('revocations').selectAll().where('until', '>', param('nowMs')).compile(),
  );
  let revoked = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  /** One after another, so that an older state never follows a newer one. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    last = last.then(step, step);
    return last;
  }

  const load = () =>
    inTurn(async () => {
      const inForce = await readInForce({ nowMs: clock.nowMs() });
      revoked = new Set(inForce.map(({ subject }) => subject));
      await publisher?.publishAll(inForce);
    });

  /** Reading all of them anew after each change would take longer the more there are. */
  const add = (some: ReadonlyArray<Revocation>) =>
    inTurn(async () => {
      for (const { subject } of some) revoked.add(subject);
      await publisher?.publish(some);
    });

  return {
    async change(edit) {
      const made: Array<Revocation> = [];
      const changed = await kysely
        .transaction()
        .execute((transaction) => edit(transaction, revokeIn(parts, transaction, made)));
      if (made.length === 0) return changed;
      // The change is done, and a failure to show it is no reason to report another: the next reading shows it.
      await add(made).catch((error) =>
        log.error({ error: String(error) }, 'the revocations cannot be shown'),
      );
      return changed;
    },
    isRevoked({ issueId, objectKey }) {
      if (revoked.size === 0) return false;
      const subjects = issueId === undefined ? [] : subjectsOf(issueId);
      return revoked.has(objectKey) || subjects.some((subject) => revoked.has(subject));
    },
    tagsOf: (access) => accessTags(ring()[0], access, taskOf(access)),
    isAnyRevoked: (tags) => tags.some((tag) => revoked.has(tag)),
    load,
    refresh: createRefresh('the revocations', load, log),
    async prune(nowMs) {
      const { numDeletedRows } = await kysely
        .deleteFrom('revocations')
        .where('until', '<=', nowMs)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** Revokes in a transaction. @param revoked receives what is revoked */
function revokeIn(
  { ring, clock, madeOfTasks }: Pick<RevocationParts, 'ring' | 'clock' | 'madeOfTasks'>,
  transaction: Transaction<Schema>,
  revoked: Array<Revocation>,
): Revoke {
  async function insert(subjects: ReadonlyArray<string>, until: number): Promise<void> {
    const revocations = [...new Set(subjects)].map((subject) => ({ subject, until }));
    await insertRows(transaction, 'revocations', revocations, { ifThere: 'keep' });
    revoked.push(...revocations);
  }

  async function endEpochs(kind: keyof typeof tables, all: ReadonlyArray<string>): Promise<number> {
    const until = clock.nowMs() + longestLifeMs;
    let found = 0;
    await inChunks(all, async (some) => {
      const counted = await transaction
        .updateTable(tables[kind])
        .set((eb) => ({ urlEpoch: eb('urlEpoch', '+', 1) }))
        .where(isAnyOf(transaction, 'id', some))
        .returning(['id', 'urlEpoch'])
        .execute();
      const ended = counted.flatMap(({ id, urlEpoch }) => urlTags(ring(), { kind, id, epoch: urlEpoch - 1 }));
      await insert(ended, until);
      found += counted.length;
    });
    return found;
  }

  async function end(revocables: ReadonlyArray<Revocable> = []): Promise<void> {
    const subjects = revocables.flatMap((each) => urlTags(ring(), each));
    await insert(subjects, clock.nowMs() + longestLifeMs);
  }

  return {
    nowMs: () => clock.nowMs(),
    readers: (userIds) => endEpochs('reader', userIds),
    async tasks(taskIds) {
      for (const made of madeOfTasks) await end(await made.endWithTasks?.(transaction, taskIds));
      return endEpochs('task', taskIds);
    },
    these: end,
    programs: (apiKeyIds) => end(apiKeyIds.map(programOf)),
    async contests(contestIds) {
      for (const made of madeOfTasks) {
        await end(await made.endWithContests?.(transaction, contestIds, clock.nowMs()));
      }
    },
    async uploads({ taskId, uploadedBy }) {
      const nowMs = clock.nowMs();
      let pending = transaction
        .selectFrom('documentVersions')
        .select('objectKey')
        .where('completedAt', 'is', null)
        .where('createdAt', '>', nowMs - longestLifeMs);
      if (taskId !== undefined) pending = pending.where('taskId', '=', taskId);
      if (uploadedBy !== undefined) pending = pending.where('uploadedBy', '=', uploadedBy);
      await insert(
        (await pending.execute()).map(({ objectKey }) => objectKey),
        nowMs + longestLifeMs,
      );
    },
    url: ({ issueId, objectKey }, expiresAtMs) => insert([issueId ?? objectKey], expiresAtMs),
  };
}
