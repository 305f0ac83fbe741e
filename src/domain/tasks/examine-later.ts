import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import type { Clock } from '../../lib/clock.ts';
import { unlessGone } from '../../lib/errors.ts';
import { notExamined } from '../../pdf/pdf-examination.ts';
import { type Examinations, keepExamination } from './examinations.ts';

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

  async function examineUntil(stopping: AbortSignal, stopped: Promise<unknown>): Promise<void> {
    while (!stopping.aborted) {
      const [claim] = await queue.claim(await queue.due(1));
      if (!claim) return;
      await Promise.race([examine(claim.id).catch((error) => postpone(claim, error)), stopped]);
      if (stopping.aborted) await queue.release(kysely, claim, { dueAt: clock.nowMs() });
    }
  }

  return async (stopping) => {
    const { promise: stopped, resolve } = Promise.withResolvers<unknown>();
    stopping.addEventListener('abort', resolve);
    await examineUntil(stopping, stopped).finally(() => stopping.removeEventListener('abort', resolve));
  };
}
