import type { KeyObject } from 'node:crypto';
import type { Transaction } from 'kysely';
import { revocationNames } from 'lectern-audit-log/issue-id';
import type { Database } from '../database/database.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { RevocationTable, Schema } from '../database/schema.ts';
import { isAnyOf } from '../database/sql.ts';
import type { Clock } from '../lib/clock.ts';
import { inChunks } from '../lib/in-chunks.ts';
import { createRefresh, type RefreshLog } from '../lib/refresh.ts';
import { createRevocationFeed, type RevocationsSince } from './revocation-feed.ts';
import {
  accessTags,
  programOf,
  type Revocable,
  type TaggedAccess,
  type TaggedReader,
  taskOf,
  urlTag,
} from './url-tags.ts';

/** The parts of a signed URL that revocations name. */
interface RevocableUrl {
  readonly objectKey: string;
  /** Undefined for an upload. */
  readonly issueId?: string;
}

export type Revocation = Readonly<RevocationTable>;

/**
 * Revokes URLs in the transaction that takes the access away, so that neither happens without the other. `access-rows.ts` calls it for rows
 * that give access.
 */
export interface Revoke {
  /** When the change is made (Unix milliseconds). */
  nowMs(): number;
  /** All read URLs of these accounts, for any task. @returns how many of the accounts exist */
  readers(userIds: ReadonlyArray<string>): Promise<number>;
  /** All read URLs of these tasks and of what is made of them, for any reader. @returns how many of the tasks exist */
  tasks(taskIds: ReadonlyArray<string>): Promise<number>;
  /** All URLs of what a feature makes of tasks, for any reader. */
  these(revocables: ReadonlyArray<Revocable>): Promise<void>;
  /** Everything that these API keys requested, for any reader. */
  programs(apiKeyIds: ReadonlyArray<string>): Promise<void>;
  /** All URLs of what is made of these contests, for any reader. */
  contests(contestIds: ReadonlyArray<string>): Promise<void>;
  /** What features gave an account, such as links. */
  extraAccessOf(userId: string): Promise<void>;
  /** Discards files that features made of a task. @returns what was discarded, in words */
  discardMadeOf(taskId: string): Promise<ReadonlyArray<string>>;
  /** The upload URLs of a task, of a person, or of that person for that task. */
  uploads(of: { readonly taskId?: string; readonly uploadedBy?: string }): Promise<void>;
  /** One URL, until its expiry (Unix milliseconds). */
  url(url: RevocableUrl, expiresAtMs: number): Promise<void>;
  /** Only in a dry run: takes note of rows that give access, and that were added, changed or deleted. */
  note?(table: string, rows: ReadonlyArray<object>): void;
}

/**
 * The URLs that are refused before they expire, for all processes on one database. Each process keeps them in memory, and reads them again
 * every `refreshEveryMs`.
 *
 * A decision reads the epochs of its reader and its task together with the grounds, and the issue id is derived from them. The epoch of
 * something made of several tasks is read earlier. Revoking increments the epoch: everything decided before is revoked, even if it is
 * signed only now, and everything decided later has another URL.
 */
export interface Revocations {
  /** Makes a change that revokes. After the commit, this process refuses the URLs. */
  change<T>(edit: (transaction: Transaction<Schema>, revoke: Revoke) => Promise<T>): Promise<T>;
  isRevoked(url: RevocableUrl): boolean;
  /** Tags of an access, for something that must end with it; check them with `isAnyRevoked`. */
  tagsOf(access: TaggedAccess): ReadonlyArray<string>;
  /** The tag of all access of a person. */
  tagOfReader(reader: TaggedReader): string;
  isAnyRevoked(tags: ReadonlyArray<string>): boolean;
  /** What this process has learned since a cursor of its own; for another cursor, or none, everything in force. */
  since(cursor: string | undefined): RevocationsSince;
  /** @throws `unavailable` if the database does not answer */
  load(): Promise<void>;
  /** Reads what other processes have revoked. Never rejects: the last known revocations stay in force. */
  refresh(): Promise<void>;
  /** Deletes revocations that had ended at this time (Unix milliseconds). @returns how many */
  prune(nowMs: number): Promise<number>;
}

/** Publishes revocations to servers without a database. */
export interface RevocationPublisher {
  /** @param inForce all current revocations */
  publishAll(inForce: ReadonlyArray<Revocation>): Promise<void>;
  /** Adds to those already published. */
  publish(revocations: ReadonlyArray<Revocation>): Promise<void>;
}

export const refreshEveryMs = 1000;

/** Tables with an epoch. */
const tables = { reader: 'user', task: 'tasks' } as const;

/**
 * What a feature gives besides statements: objects made of several tasks, links of accounts. `endWith…` run in
 * the transaction that takes access away, or ends all credentials of an account. They return what to revoke, with the epoch in the issued
 * URLs.
 */
export interface ExtraAccess {
  endWithTasks?(trx: Transaction<Schema>, taskIds: ReadonlyArray<string>): Promise<ReadonlyArray<Revocable>>;
  endWithContests?(
    trx: Transaction<Schema>,
    contestIds: ReadonlyArray<string>,
    nowMs: number,
  ): Promise<ReadonlyArray<Revocable>>;
  endWithAccount?(trx: Transaction<Schema>, userId: string): Promise<void>;
  /**
   * Discards files made of a task's PDFs, after `lectern revoke` has moved these to other keys.
   * @returns what was discarded, in words
   */
  discardWithTask?(trx: Transaction<Schema>, taskId: string, nowMs: number): Promise<ReadonlyArray<string>>;
}

/** No read or upload URL lives longer, even if clocks differ by a minute. */
export const longestLifeMs = 61 * 60 * 1000;

interface RevocationParts {
  readonly database: Database;
  /** The same in all instances. */
  readonly idKey: KeyObject;
  readonly clock: Clock;
  readonly log: RefreshLog;
  readonly publisher?: RevocationPublisher;
  /** From the features. */
  readonly extraAccess: ReadonlyArray<ExtraAccess>;
}

export function createRevocations(parts: RevocationParts): Revocations {
  const { database, idKey, clock, log, publisher } = parts;
  const { kysely } = database;
  const readInForce = database.prepareRead<{ nowMs: number }, Revocation>((db, param) =>
    db.selectFrom('revocations').selectAll().where('until', '>', param('nowMs')).compile(),
  );
  let revoked = new Set<string>();
  const feed = createRevocationFeed();
  let last: Promise<void> = Promise.resolve();

  /** Serializes steps, so that an older state never replaces a newer one. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    last = last.then(step, step);
    return last;
  }

  const load = () =>
    inTurn(async () => {
      const inForce = await readInForce({ nowMs: clock.nowMs() });
      const inForceNow = new Set(inForce.map(({ subject }) => subject));
      feed.replace(inForceNow, revoked);
      revoked = inForceNow;
      await publisher?.publishAll(inForce);
    });

  /** Adds revocations without reading all of them again, which would take longer the more there are. */
  const add = (some: ReadonlyArray<Revocation>) =>
    inTurn(async () => {
      const subjects = some.map(({ subject }) => subject);
      feed.add(subjects, revoked);
      for (const subject of subjects) revoked.add(subject);
      await publisher?.publish(some);
    });

  return {
    async change(edit) {
      const made: Array<Revocation> = [];
      const changed = await kysely
        .transaction()
        .execute((transaction) => edit(transaction, revokeIn(parts, transaction, made)));
      if (made.length === 0) return changed;
      // The change is committed, so a failure to publish it is only logged. The next refresh publishes it.
      await add(made).catch((error) => log.error({ error: String(error) }, 'cannot publish the revocations'));
      return changed;
    },
    isRevoked({ issueId, objectKey }) {
      if (revoked.size === 0) return false;
      const subjects = issueId === undefined ? [] : revocationNames(issueId);
      return revoked.has(objectKey) || subjects.some((subject) => revoked.has(subject));
    },
    tagsOf: (access) => accessTags(idKey, access, taskOf(access)),
    tagOfReader: ({ principalId: id, readerEpoch: epoch }) => urlTag(idKey, { kind: 'reader', id, epoch }),
    isAnyRevoked: (tags) => tags.some((tag) => revoked.has(tag)),
    since: feed.since,
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

/** Revokes in a transaction. @param revoked receives the revocations */
function revokeIn(
  { idKey, clock, extraAccess }: Pick<RevocationParts, 'idKey' | 'clock' | 'extraAccess'>,
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
      const ended = counted.map(({ id, urlEpoch }) => urlTag(idKey, { kind, id, epoch: urlEpoch - 1 }));
      await insert(ended, until);
      found += counted.length;
    });
    return found;
  }

  /** What all features return. */
  async function ofAll<T>(
    ask: (given: ExtraAccess) => Promise<ReadonlyArray<T>> | undefined,
  ): Promise<ReadonlyArray<T>> {
    const found = [];
    for (const given of extraAccess) found.push((await ask(given)) ?? []);
    return found.flat();
  }

  async function end(revocables: ReadonlyArray<Revocable>): Promise<void> {
    const subjects = revocables.map((each) => urlTag(idKey, each));
    await insert(subjects, clock.nowMs() + longestLifeMs);
  }

  return {
    nowMs: () => clock.nowMs(),
    readers: (userIds) => endEpochs('reader', userIds),
    async tasks(taskIds) {
      await end(await ofAll((given) => given.endWithTasks?.(transaction, taskIds)));
      return endEpochs('task', taskIds);
    },
    these: end,
    programs: (apiKeyIds) => end(apiKeyIds.map(programOf)),
    contests: async (contestIds) =>
      end(await ofAll((given) => given.endWithContests?.(transaction, contestIds, clock.nowMs()))),
    async extraAccessOf(userId) {
      for (const given of extraAccess) await given.endWithAccount?.(transaction, userId);
    },
    discardMadeOf: (taskId) => ofAll((given) => given.discardWithTask?.(transaction, taskId, clock.nowMs())),
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
