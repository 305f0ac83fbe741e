import type { Readable } from 'node:stream';
import type { DocumentVersion } from '../../domain/tasks/document-versions.ts';
import { readStored, type StoredProblem, withStored } from '../../domain/tasks/inspect-stored.ts';
import type { PendingDeletions } from '../../domain/tasks/pending-deletions.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { bookbinderLimitsFor, mergeInChildProcess } from './binding/bookbinder.ts';
import type { BoundBooklet } from './binding/bookbinder-process.ts';
import type { Booklet, BookletFailure, MadeBooklet, StatementProblem } from './booklet.ts';
import { planBooklet } from './booklet-plan.ts';
import { type BookletSource, maxBookletTasks } from './booklet-sources.ts';

/** Merges the statements of a booklet and stores the result under a reserved key. @returns the result, or why it failed */
export type StoreBooklet = (
  booklet: Booklet,
  source: BookletSource,
  signal: AbortSignal,
) => Promise<Omit<MadeBooklet, 'madeAt'> | BookletFailure>;

/** Statements that crash the process are left out one by one. */
const maxLeftOut = 5;

export function createStoreBooklet(parts: {
  readonly pendingDeletions: PendingDeletions;
  readonly driver: StorageDriver;
  /** Limit for all statements of a booklet together. */
  readonly maxStatementBytes: number;
  /** Default: `mergeInChildProcess`. */
  readonly merge?: typeof mergeInChildProcess;
}): StoreBooklet {
  const { pendingDeletions, driver, maxStatementBytes, merge = mergeInChildProcess } = parts;

  async function sendStored(
    version: DocumentVersion | undefined,
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<StoredProblem | undefined> {
    return version && withStored(driver, version, (object) => readStored(object, version, write));
  }

  /** @returns false if no statement could be merged */
  async function storeIfAny(objectKey: string, made: BoundBooklet, stream: Readable): Promise<boolean> {
    if (made.statements.every(({ page }) => page === null)) return false;
    await driver.put(parseObjectKey(objectKey), stream, made);
    return true;
  }

  return async (booklet, source, signal) => {
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
              const found = await sendStored(entries[entry]?.version, write);
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
  };
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
