import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { unlessGone } from '../../lib/errors.ts';
import type { PdfExaminer } from '../../pdf/examiner.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import type { OpenObject, StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import type { DocumentVersion } from './document-versions.ts';
import { type ExaminedUpload, examineInTime } from './examine-in-time.ts';
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

/** It was published unexamined, and `ExamineLater` will examine it. */
export interface Waiting {
  readonly problem: 'pdf-not-examined-yet';
}

/** By version id. */
export type KnownExaminations = ReadonlyMap<string, PdfExamination>;

export type Examinations = ReturnType<typeof createExaminations>;

/** Examines documents. A version never changes, so each is examined once, and the result is stored. */
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
