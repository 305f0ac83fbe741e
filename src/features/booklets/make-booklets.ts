import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readStored, type StoredProblem, withStored } from '../../domain/tasks/inspect-stored.ts';
import type { PendingDeletions } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { bookbinderLimitsFor, mergeInChildProcess } from './binding/bookbinder.ts';
import type { BoundBooklet } from './binding/booklet-plan.ts';
import type { Booklet, BookletFailure, MadeBooklet, StatementProblem } from './booklet.ts';
import { planBooklet } from './booklet-plan.ts';
import { type BookletSource, maxBookletTasks, type ReadBookletSource } from './booklet-sources.ts';
import { type Booklets, type ClaimedBooklet, claimMs } from './booklets.ts';

/** Makes booklets, one at a time in a process. */
export interface BookletMaker {
  /**
   * Makes booklets that were asked for, then looks at some others in turn and makes those that are stale. Any number of instances may do
   * it: one that makes a booklet has claimed it.
   * @returns how many it has made
   */
  makeDue(signal: AbortSignal): Promise<number>;
  /**
   * Makes one now.
   * @returns why it could not be made; `busy` when another process is making it
   */
  make(booklet: Booklet, signal: AbortSignal): Promise<BookletFailure | 'busy' | undefined>;
}

const askedAtOnce = 5;
/** Looking at one takes three small reads. What ended long ago hardly changes. */
const lookedAtOnce = { running: 20, over: 2 };
const longAgoMs = 24 * 60 * 60 * 1000;
/** Statements that end the process are left out one by one. */
const maxLeftOut = 5;
const [firstRetryMs, lastRetryMs] = [10_000, 10 * 60 * 1000];

export function createBookletMaker(parts: {
  readonly booklets: Booklets;
  readonly readSource: ReadBookletSource;
  readonly pendingDeletions: PendingDeletions;
  readonly driver: StorageDriver;
  readonly clock: Clock;
  readonly log: { error(facts: object, message: string): void };
  /** Of all its statements together. */
  readonly maxStatementBytes: number;
  /** Default: in a process of its own. */
  readonly merge?: typeof mergeInChildProcess;
}): BookletMaker {
  const {
    booklets,
    readSource,
    pendingDeletions,
    driver,
    clock,
    log,
    maxStatementBytes,
    merge = mergeInChildProcess,
  } = parts;
  const turns = [
    { isOver: false, limit: lookedAtOnce.running, after: '' },
    { isOver: true, limit: lookedAtOnce.over, after: '' },
  ];

  async function some(): Promise<ReadonlyArray<Booklet>> {
    const found = [...(await booklets.asked(askedAtOnce))];
    for (const turn of turns) {
      const next = await booklets.next({ ...turn, endedBefore: clock.nowMs() - longAgoMs });
      turn.after = next.length < turn.limit ? '' : (next.at(-1) as Booklet).id;
      found.push(...next);
    }
    return [...new Map(found.map((booklet) => [booklet.id, booklet])).values()];
  }

  /** Makes and stores it. @returns why not */
  async function makeAndStore(
    booklet: Booklet,
    source: BookletSource,
    signal: AbortSignal,
  ): Promise<Omit<MadeBooklet, 'madeAt'> | BookletFailure> {
    const { entries } = source;
    if (entries.length > maxBookletTasks) return 'too-many-tasks';
    const problems = new Map<number, StatementProblem>();
    for (const [at, { version }] of entries.entries()) if (!version) problems.set(at, 'no-document');
    const bytes = entries.reduce((sum, { version }) => sum + (version?.size ?? 0), 0);
    if (bytes > maxStatementBytes) return 'too-many-bytes';

    const objectKey = await pendingDeletions.reserve();
    for (let leftOut = 0; leftOut <= maxLeftOut; leftOut += 1) {
      if (problems.size === entries.length) return 'no-statements';
      try {
        const attempt = await merge(
          {
            plan: planBooklet(booklet, source, (entry) => problems.has(entry)),
            async send(entry, write) {
              const found = await sendStored(entries[entry]?.version as never, write);
              if (found) throw new NotAsRecorded(entry, found);
            },
            take: async (made, stream) => ((await storeIfAny(objectKey, made, stream)) ? made : undefined),
            signal,
          },
          bookbinderLimitsFor(bytes),
        );
        if (attempt.outcome === 'made') {
          if (!attempt.result) return 'no-statements';
          return toMade(source, attempt.result, objectKey, problems);
        }
        if (attempt.outcome !== 'ended-at') return attempt.outcome;
        problems.set(attempt.entry, 'too-costly');
      } catch (error) {
        if (!(error instanceof NotAsRecorded)) throw error;
        problems.set(error.entry, error.problem);
      }
    }
    return 'too-costly';
  }

  const sendStored = (
    version: Parameters<typeof readStored>[1] & Parameters<typeof withStored>[1],
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<StoredProblem | undefined> =>
    withStored<StoredProblem | undefined>(driver, version, (object) => readStored(object, version, write));

  /** @returns false when there is nothing but a cover */
  async function storeIfAny(objectKey: string, made: BoundBooklet, stream: Readable): Promise<boolean> {
    if (made.statements.every(({ page }) => page === null)) return false;
    await driver.put(parseObjectKey(objectKey), stream, made);
    return true;
  }

  async function isDue(booklet: Booklet): Promise<boolean> {
    const nowMs = clock.nowMs();
    if (booklet.claimedUntil > nowMs) return false;
    const { hash } = await readSource(booklet);
    if (booklet.made?.madeOf === hash) return false;
    return booklet.failed?.failedOf !== hash || booklet.failed.retryAt <= nowMs;
  }

  async function fail(booklet: ClaimedBooklet, failure: BookletFailure, failedOf: string) {
    const waitMs = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(booklet.failures, 10));
    await booklets.fail(booklet, { failure, failedOf, retryAt: clock.nowMs() + waitMs });
    return failure;
  }

  const maker: BookletMaker = {
    async makeDue(signal) {
      let made = 0;
      for (const booklet of await some()) {
        await nextTurn();
        if (signal.aborted) break;
        if (!(await isDue(booklet))) continue;
        if ((await maker.make(booklet, signal)) === undefined) made += 1;
      }
      await booklets.removeOfDeleted();
      return made;
    },
    async make({ id }, signal) {
      const booklet = await booklets.claim(id);
      if (!booklet) return 'busy';
      let failedOf = '';
      try {
        const source = await readSource(booklet);
        failedOf = source.hash;
        const made = await makeAndStore(
          booklet,
          source,
          AbortSignal.any([signal, AbortSignal.timeout(claimMs)]),
        );
        if (typeof made === 'string') return await fail(booklet, made, failedOf);
        return (await booklets.take(booklet, made)) ? undefined : 'busy';
      } catch (error) {
        if (signal.aborted) {
          await booklets.release(booklet);
          return 'busy';
        }
        log.error({ error: String(error) }, 'making a booklet failed; it is tried again');
        return fail(booklet, failureOf(error), failedOf);
      }
    },
  };
  return maker;
}

class NotAsRecorded extends Error {
  readonly entry: number;
  readonly problem: StatementProblem;
  constructor(entry: number, { problem }: StoredProblem) {
    super(problem);
    this.entry = entry;
    this.problem = problem === 'file-missing' ? 'file-missing' : 'file-damaged';
  }
}

function failureOf(error: unknown): BookletFailure {
  if (error instanceof LecternError && error.code === 'storage-unavailable') return error.code;
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'too-slow' : 'failed';
}

function toMade(
  { entries, hash }: BookletSource,
  { size, sha256, pages, statements }: BoundBooklet,
  objectKey: string,
  problems: ReadonlyMap<number, StatementProblem>,
): Omit<MadeBooklet, 'madeAt'> {
  return {
    objectKey,
    size,
    sha256,
    pages,
    madeOf: hash,
    statements: entries.map(({ taskId, label, version }, at) => ({
      taskId,
      label,
      versionId: version?.id ?? null,
      language: version?.language ?? null,
      page: statements[at]?.page ?? null,
      problem: problems.get(at) ?? statements[at]?.problem ?? null,
    })),
  };
}
