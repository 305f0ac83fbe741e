import type { Kysely } from 'kysely';
import type { Delivery } from '../../core/issue/url-reads.ts';
import type { Core } from '../../core/open-core.ts';
import type { Schema } from '../../database/schema.ts';
import { newId } from '../../lib/ids.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { DownloadTable } from './tables.ts';

/** About 400 bytes each. */
const maxWaiting = 20_000;
/**
 * A row for each request lets the import of a log recognize it. More requests of one URL share a row: a person causes fewer, and a busy
 * server should not spend its time on rows.
 */
const rowsPerUrl = { usually: 20, whenBusy: 1 };
const busyFrom = 1000;
/** A commit of this many takes about 3 ms. */
const rowsPerCommit = 250;
const columns = ['issueId', 'requestId', 'at', 'requests', 'bytes', 'size', 'address'] as const;
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
  const insert = database.prepareInsert('downloads', columns);
  /** By issue id. */
  let waiting = new Map<string, Array<DownloadTable>>();
  /** What is being written; after a failure, a part of it may have been. */
  let unwritten: ReadonlyArray<DownloadTable> = [];
  let count = 0;
  let lost = 0;
  let covered = { id: newId(), fromMs: clock.nowMs() };
  let extendedMs = Number.NEGATIVE_INFINITY;

  async function writeAll(isClosed: 0 | 1): Promise<void> {
    const nowMs = clock.nowMs();
    if (count === 0 && isClosed === 0 && nowMs < extendedMs + extendEveryMs) return;
    unwritten = [...unwritten, ...waiting.values()].flat();
    waiting = new Map();
    // Writing one twice does no harm: rows that exist stay as they are.
    for await (const rows of inYieldingChunks(unwritten, rowsPerCommit)) await insert(rows);
    count -= unwritten.length;
    unwritten = [];
    if (lost > 0) {
      log.warn({ lost }, 'downloads were not recorded, because there were too many at once');
      lost = 0;
      // The interval stays open, which marks the loss.
      covered = { id: newId(), fromMs: nowMs };
      return;
    }
    await extendCoverage(database.kysely, { ...covered, untilMs: nowMs, isClosed });
    extendedMs = nowMs;
  }

  return {
    add({ issueId, requestId, atMs, bytes, size = null, address = null }) {
      const rows = waiting.get(issueId);
      const last = rows?.at(-1);
      if (rows && last && rows.length >= (count < busyFrom ? rowsPerUrl.usually : rowsPerUrl.whenBusy)) {
        last.at = atMs;
        last.requests += 1;
        last.bytes += bytes;
      } else if (count < maxWaiting) {
        count += 1;
        const row = { issueId, requestId, at: atMs, requests: 1, bytes, size, address };
        if (rows) rows.push(row);
        else waiting.set(issueId, [row]);
      } else lost += 1;
    },
    write: () => writeAll(0),
    close: () => writeAll(1),
  };
}

interface Interval {
  readonly id: string;
  /** Unix milliseconds, as below. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly isClosed: 0 | 1;
}

/** Adds an interval, or sets its end. */
export async function extendCoverage(
  kysely: Kysely<Schema>,
  { id, fromMs, untilMs, isClosed }: Interval,
): Promise<void> {
  await kysely
    .insertInto('downloadCoverage')
    .values({ id, coveredFrom: fromMs, coveredUntil: untilMs, isClosed })
    .onConflict((on) => on.column('id').doUpdateSet({ coveredUntil: untilMs, isClosed }))
    .execute();
}
