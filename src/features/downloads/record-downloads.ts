import type { Delivery } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import type { Database } from '../../database/database.ts';
import { newId } from '../../lib/ids.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { DownloadTable } from './tables.ts';

/** About 300 bytes each. */
const maxWaiting = 20_000;
/** A commit of this many takes about 3 ms. */
const rowsPerCommit = 250;
/** The interval is extended at least this often, well within `writtenWithinMs` of `url-reads.ts`. */
const extendEveryMs = 10_000;

/** Records the downloads of this process's file server, off its requests. */
export interface RecordDownloads {
  /** Keeps a delivery in memory until the next `write`. Beyond 20,000, further ones are lost. */
  readonly add: (delivery: Delivery) => void;
  /** Writes what was added. If that fails, it stays in memory. */
  readonly write: () => Promise<void>;
  /** Writes the rest when the file server has closed. */
  readonly close: () => Promise<void>;
}

export function createRecordDownloads({
  database,
  clock,
  log,
}: Pick<Core, 'database' | 'clock' | 'log'>): RecordDownloads {
  const insert = createInsertDownloads(database);
  const coverage = createCoverage(database);
  let waiting: Array<Delivery> = [];
  let lost = 0;
  let covered = { id: newId(), fromMs: clock.nowMs() };
  let extendedMs = Number.NEGATIVE_INFINITY;

  async function writeAll(isClosed: 0 | 1): Promise<void> {
    const nowMs = clock.nowMs();
    if (waiting.length === 0 && isClosed === 0 && nowMs < extendedMs + extendEveryMs) return;
    const writing = waiting;
    waiting = [];
    try {
      await insert(writing.map(toRow));
    } catch (error) {
      waiting = writing.concat(waiting); // writing one twice does no harm
      throw error;
    }
    if (lost > 0) {
      log.warn({ lost }, 'downloads were not recorded, because there were too many at once');
      lost = 0;
      // The interval stays open, which marks the loss.
      covered = { id: newId(), fromMs: nowMs };
      return;
    }
    await coverage.extend({ ...covered, untilMs: nowMs, isClosed });
    extendedMs = nowMs;
  }

  return {
    add(delivery) {
      if (waiting.length < maxWaiting) waiting.push(delivery);
      else lost += 1;
    },
    write: () => writeAll(0),
    close: () => writeAll(1),
  };
}

const toRow = ({ issueId, requestId, atMs, bytes, size, address }: Delivery): DownloadTable => ({
  ...{ issueId, requestId, at: atMs, bytes },
  ...{ size: size ?? null, address: address ?? null },
});

/** Inserts rows in short transactions; those that exist stay as they are. */
export function createInsertDownloads(
  database: Database,
): (rows: ReadonlyArray<DownloadTable>) => Promise<void> {
  const insert = database.prepareInsert('downloads', [
    'issueId',
    'requestId',
    'at',
    'bytes',
    'size',
    'address',
  ]);
  return async (rows) => {
    for await (const some of inYieldingChunks(rows, rowsPerCommit)) await insert(some);
  };
}

interface Interval {
  readonly id: string;
  /** Unix milliseconds, as below. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly isClosed: 0 | 1;
}

export function createCoverage({ kysely }: Database) {
  return {
    /** Adds an interval, or sets its end. */
    async extend({ id, fromMs, untilMs, isClosed }: Interval): Promise<void> {
      await kysely
        .insertInto('downloadCoverage')
        .values({ id, coveredFrom: fromMs, coveredUntil: untilMs, isClosed })
        .onConflict((on) => on.column('id').doUpdateSet({ coveredUntil: untilMs, isClosed }))
        .execute();
    },
  };
}
