import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError, unlessGone } from '../../lib/errors.ts';
import { startDeadline } from '../../lib/timeout.ts';
import type { PdfExaminer } from '../../pdf/examiner.ts';
import { notExamined, type PdfExamination } from '../../pdf/pdf-examination.ts';
import type { OpenObject, StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import type { DocumentVersion } from './document-versions.ts';
import { createFileTypeCheck } from './file-type-check.ts';
import {
  type ExpectedObject,
  inspectStored,
  readStored,
  type StoredProblem,
  withStored,
} from './inspect-stored.ts';

/** What is wrong with a stored file, or what an examination of the PDF found. */
export type Examined = StoredProblem | ({ readonly problem?: undefined } & PdfExamination);

/** It was published unexamined, and is examined later. */
export interface Waiting {
  readonly problem: 'pdf-not-examined-yet';
}

/** What is wrong with a file, or what an examination of a PDF found; undefined if the examiner had no time for it. */
export type ExaminedUpload =
  | StoredProblem
  | { readonly problem: 'wrong-file-type' }
  | { readonly problem?: undefined; readonly examination: PdfExamination | undefined };

/** By version id. */
export type KnownExaminations = ReadonlyMap<string, PdfExamination>;

export type Examinations = ReturnType<typeof createExaminations>;

/**
 * Examines documents: while a person waits for an upload to be completed (`examineInTime`), soon after if there was no time
 * (`createExamineLater`), and when somebody asks. A version never changes, so each is examined once, and the result is stored.
 */
export function createExaminations(parts: {
  database: Database;
  clock: Clock;
  driver: StorageDriver;
  examiner: PdfExaminer;
  /** How many milliseconds an upload waits for the examiner. */
  patienceMs?: number | undefined;
}) {
  const { clock, driver, examiner, patienceMs } = parts;
  const { kysely } = parts.database;

  /** The stored results for these versions, by id, as far as they were examined. */
  async function known(versions: ReadonlyArray<DocumentVersion>): Promise<KnownExaminations> {
    if (versions.length === 0) return new Map();
    const rows = await kysely
      .selectFrom('documentExaminations')
      .select(['versionId', 'pages', 'findings'])
      .where(
        'versionId',
        'in',
        versions.map(({ id }) => id),
      )
      .execute();
    return new Map(
      rows.map(({ versionId, pages, findings }) => [versionId, { pages, findings: JSON.parse(findings) }]),
    );
  }

  // Opens the object before queuing for the examiner, so that an unreachable storage does not block the queue.
  async function examine(version: DocumentVersion): Promise<Examined> {
    const found = await withStored<Examined>(driver, version, (object) =>
      examiner.examine(version.size, (write) => readStored(object, version, write)),
    );
    if (found.problem === undefined) {
      // A version that was deleted in the meantime needs no examination.
      await keepExamination(kysely, version.id, found, clock.nowMs()).catch(unlessGone);
    }
    return found;
  }

  async function isWaiting({ id }: DocumentVersion): Promise<boolean> {
    const waiting = kysely.selectFrom('unexaminedPdfs').select('id').where('id', '=', id);
    return (await waiting.executeTakeFirst()) !== undefined;
  }

  return {
    /** The stored result, or else that of an examination now. @throws LecternError `overloaded`, `unavailable` */
    find: async (version: DocumentVersion): Promise<Examined> =>
      (await known([version])).get(version.id) ?? examine(version),
    /** The same, but a version that waits to be examined keeps waiting. */
    findUnlessWaiting: async (version: DocumentVersion): Promise<Examined | Waiting> =>
      (await known([version])).get(version.id) ??
      ((await isWaiting(version)) ? { problem: 'pdf-not-examined-yet' } : examine(version)),
    known,
    /**
     * Like `find`, but reads the stored file in any case.
     * @throws LecternError `overloaded`, `unavailable`
     */
    async check(version: DocumentVersion, examined: KnownExaminations): Promise<Examined> {
      const before = examined.get(version.id);
      return before ? ((await inspectStored(driver, version)) ?? before) : examine(version);
    },
    /** Reads an upload once, and examines a PDF if the examiner has time for it within seconds. Stores nothing. */
    examineUpload: (upload: ExpectedObject) =>
      withStored<ExaminedUpload>(driver, upload, (object) =>
        endingOfKey(upload.objectKey) === 'pdf'
          ? examineInTime(examiner, upload.size, (write) => readStored(object, upload, write), patienceMs)
          : checkFile(object, upload),
      ),
  };
}

async function checkFile(object: OpenObject, upload: ExpectedObject): Promise<ExaminedUpload> {
  const type = createFileTypeCheck(endingOfKey(upload.objectKey));
  const problem = await readStored(object, upload, async (chunk) => type.update(chunk));
  if (problem) return problem;
  return type.isRight() ? { examination: undefined } : { problem: 'wrong-file-type' };
}

/** How many milliseconds a person waits for the examiner to begin, and then for its result. */
const patienceMs = 5000;

/**
 * Has a file examined while a person waits. The file is read once: for the examiner if that has time, otherwise without it. An examiner
 * that is busy or slow never keeps a file from being read.
 * @param read reads the file and returns what is wrong with it; throws if it cannot be read
 * @throws LecternError `unavailable` if the examiner can't start, because then no file would ever be examined
 */
export async function examineInTime(
  examiner: Pick<PdfExaminer, 'examine'>,
  size: number,
  read: (write?: (chunk: Uint8Array) => Promise<void>) => Promise<StoredProblem | undefined>,
  limitMs = patienceMs,
): Promise<ExaminedUpload> {
  const deadline = startDeadline(limitMs, 'the examiner takes too long');
  const late = Promise.withResolvers<undefined>();
  deadline.signal.addEventListener('abort', () => late.resolve(undefined));
  let isSound = false;

  async function readInTurn(write: (chunk: Uint8Array) => Promise<void>) {
    if (deadline.signal.aborted) return { problem: 'too-late' } as const;
    deadline.stop();
    const problem = await read(write);
    if (problem === undefined) {
      isSound = true;
      deadline.restart();
    }
    return problem;
  }

  const examined = examiner.examine(size, readInTurn).catch((error: unknown) => {
    if (deadline.signal.aborted || isBusy(error)) return undefined;
    throw error;
  });
  const found = await Promise.race([examined, late.promise]).finally(deadline.stop);
  if (found === undefined || ('problem' in found && found.problem === 'too-late')) {
    return (isSound ? undefined : await read()) ?? { examination: undefined };
  }
  return 'problem' in found ? found : { examination: found };
}

const isBusy = (error: unknown) => error instanceof LecternError && error.code === 'overloaded';

/** Stores the result for a version; the first one counts. */
export async function keepExamination(
  db: Kysely<Schema>,
  versionId: string,
  { pages, findings }: PdfExamination,
  nowMs: number,
): Promise<void> {
  await db
    .insertInto('documentExaminations')
    .values({ versionId, examinedAt: nowMs, pages, findings: JSON.stringify(findings) })
    .onConflict((conflict) => conflict.column('versionId').doNothing())
    .execute();
}

const minuteMs = 60 * 1000;
/** Longer than the storage and the examiner take for a file. */
const claimMs = 5 * minuteMs;
/** The storage or the examiner may be away for hours, so the first attempts are minutes apart, and then an hour: together 18 hours. */
const maxAttempts = 24;
const maxPauseMs = 60 * minuteMs;

/** PDFs that were published unexamined. Examined one at a time in each process; claims keep two processes from the same file. */
export const unexaminedQueue = { table: 'unexaminedPdfs', dueAt: 'dueAt', claimMs } as const;

/** Queues a version for `ExamineLater`, as part of a transaction. */
export async function addUnexamined(db: Kysely<Schema>, id: string, nowMs: number): Promise<void> {
  await db.insertInto('unexaminedPdfs').values({ id, dueAt: nowMs, attempts: 0 }).execute();
}

/** Examines the PDFs that are due, the longest waiting first. When the signal stops it, the file under way is due again at once. */
export type ExamineLater = (stopping: AbortSignal) => Promise<void>;

export function createExamineLater(parts: {
  database: Database;
  clock: Clock;
  examinations: Pick<Examinations, 'find'>;
  log: { warn(facts: object, message: string): void };
}): ExamineLater {
  const { clock, examinations, log } = parts;
  const { kysely } = parts.database;
  const queue = createWorkQueue(parts, unexaminedQueue);

  const finish = (id: string) => kysely.deleteFrom('unexaminedPdfs').where('id', '=', id).execute();

  async function examine(id: string): Promise<void> {
    const version = await kysely
      .selectFrom('documentVersions')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!version) return; // its row was deleted with it
    const found = await examinations.find(version);
    // A problem of the stored file is found again whenever someone asks.
    const findings = found.problem === undefined ? found.findings : [found.problem];
    if (findings.length > 0) {
      log.warn(
        { taskId: version.taskId, versionId: id, findings },
        'a PDF published unexamined has findings',
      );
    }
    await finish(id);
  }

  async function postpone(claim: Claim & Selectable<Schema['unexaminedPdfs']>, error: unknown) {
    const attempts = claim.attempts + 1;
    log.warn({ versionId: claim.id, attempts, error: String(error) }, 'examining a PDF failed');
    if (attempts < maxAttempts) {
      const dueAt = clock.nowMs() + Math.min(minuteMs * 2 ** claim.attempts, maxPauseMs);
      await queue.release(kysely, claim, { dueAt, attempts });
    } else {
      await keepExamination(kysely, claim.id, notExamined, clock.nowMs()).catch(unlessGone);
      await finish(claim.id);
    }
  }

  return async (stopping) => {
    const stopped = Promise.withResolvers<unknown>();
    stopping.addEventListener('abort', stopped.resolve);
    try {
      while (!stopping.aborted) {
        const [claim] = await queue.claim(await queue.due(1));
        if (!claim) return;
        await Promise.race([examine(claim.id).catch((error) => postpone(claim, error)), stopped.promise]);
        if (stopping.aborted) await queue.release(kysely, claim, { dueAt: clock.nowMs() });
      }
    } finally {
      stopping.removeEventListener('abort', stopped.resolve);
    }
  };
}
