import {
  AccessLogError,
  type Log,
  type LogFormatName,
  type LoggedDownload,
  readLog,
} from 'lectern-access-logs';
import { issueIdForm } from '../../core/issue/issue-id.ts';
import type { Core } from '../../core/open-core.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { formatAddress, parseAddressWithPort } from '../../lib/client-address.ts';
import { OperatorError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { isObjectKey } from '../../storage/object-key.ts';
import { extendCoverage } from './record-downloads.ts';
import type { DownloadTable } from './tables.ts';

/** What became of the lines of access logs. */
export interface ImportReport {
  lines: number;
  /** Downloads that were not recorded before. */
  imported: number;
  /** Downloads that were. */
  known: number;
  /** Downloads of URLs without a record: pruned, signed by another installation, or forged in any form. */
  unmatched: number;
  /** Downloads of one of several URLs, where the provider's URLs carry no issue id. */
  ambiguous: number;
  /** Requests that downloaded nothing. */
  other: number;
  unreadable: number;
  /** In the log of this name; a line of Ceph is an object. */
  firstUnreadable: { readonly log: string; readonly line: number } | null;
  /** Last lines of logs that end in the middle of one: read whole by the next import. */
  unfinished: number;
}

export const emptyReport = (): ImportReport => {
  const ofDownloads = { imported: 0, known: 0, unmatched: 0, ambiguous: 0 };
  return { lines: 0, ...ofDownloads, other: 0, unreadable: 0, firstUnreadable: null, unfinished: 0 };
};

/** Records the downloads that access logs contain. A log that is imported again changes nothing. */
export function createImportDownloads(core: Pick<Core, 'database' | 'issueJournal' | 'issuedUrls'>) {
  const { issueJournal, issuedUrls } = core;
  const { kysely } = core.database;

  /** Adds the issue id to downloads that their file and expiry identify. */
  async function identify(download: LoggedDownload): Promise<string | 'unmatched' | 'ambiguous'> {
    const { issueId, objectKey = '', expiresAtMs = 0 } = download;
    if (issueId !== undefined) return issueIdForm.test(issueId) ? issueId : 'unmatched';
    if (!isObjectKey(objectKey)) return 'unmatched';
    const [found, ...others] = await issuedUrls.ofObject(objectKey, expiresAtMs);
    if (found === undefined) return 'unmatched';
    return others.length > 0 ? 'ambiguous' : found.issueId;
  }

  /** The records among these ids, each with the size of its file; null if it is no version of a statement. */
  async function sizesOf(issueIds: ReadonlyArray<string>): Promise<ReadonlyMap<string, number | null>> {
    const rows = await kysely
      .selectFrom('issuedUrls')
      .leftJoin('documentVersions', (join) =>
        join
          .onRef('documentVersions.id', '=', 'issuedUrls.versionId')
          .onRef('documentVersions.objectKey', '=', 'issuedUrls.objectKey'),
      )
      .select(['issueId', 'size'])
      .where('issueId', 'in', issueIds)
      .execute();
    return new Map(rows.map(({ issueId, size }) => [issueId, size]));
  }

  async function store(found: ReadonlyArray<LoggedDownload>, report: ImportReport): Promise<void> {
    if (found.length === 0) return;
    await issueJournal.drain(); // a log that grows has URLs of the last second
    const identified: Array<readonly [string, LoggedDownload]> = [];
    for (const download of found) {
      const issueId = await identify(download);
      if (issueId === 'unmatched' || issueId === 'ambiguous') report[issueId] += 1;
      else identified.push([issueId, download]);
    }
    if (identified.length === 0) return;
    const sizes = await sizesOf([...new Set(identified.map(([issueId]) => issueId))]);
    const rows = new Map<string, DownloadTable>();
    for (const [issueId, { requestId, atMs, bytes, size, address: client = '' }] of identified) {
      const known = sizes.get(issueId);
      if (known === undefined) report.unmatched += 1;
      else {
        const address = addressIn(client);
        const row = { issueId, requestId, at: atMs, requests: 1, bytes, size: size ?? known, address };
        rows.set(`${issueId} ${requestId}`, row);
        report.known += 1;
      }
    }
    if (rows.size === 0) return;
    const imported = await insertRows(kysely, 'downloads', [...rows.values()], { ifThere: 'keep' });
    report.imported += imported;
    report.known -= imported;
  }

  return {
    /**
     * Stores the downloads of a log while it is read, a chunk at a time.
     * @param isComplete whether the log has all downloads between its first and its last line
     * @throws OperatorError for a log of an unknown format
     */
    async import(
      log: Log,
      options: { readonly format: LogFormatName | undefined; readonly isComplete: boolean },
      report: ImportReport,
    ): Promise<void> {
      const interval = { id: newId(), fromMs: Number.POSITIVE_INFINITY, untilMs: Number.NEGATIVE_INFINITY };
      for await (const { lines, isFinished } of readKnown(log, options.format)) {
        const found: Array<LoggedDownload> = [];
        report.lines += lines.length;
        for (const { number, line } of lines) {
          if (line === undefined) {
            report[isFinished ? 'unreadable' : 'unfinished'] += 1;
            if (isFinished) report.firstUnreadable ??= { log: log.name, line: number };
            continue;
          }
          if (line.download === undefined) report.other += 1;
          else found.push(line.download);
          interval.fromMs = Math.min(interval.fromMs, line.atMs);
          interval.untilMs = Math.max(interval.untilMs, line.atMs);
        }
        await store(found, report);
        if (options.isComplete && interval.fromMs < interval.untilMs) {
          await extendCoverage(kysely, { ...interval, isClosed: 1 });
        }
      }
    },
  };
}

/** `readLog`. @throws OperatorError instead of AccessLogError */
async function* readKnown(log: Log, format: LogFormatName | undefined): ReturnType<typeof readLog> {
  try {
    yield* readLog(log, format);
  } catch (error) {
    throw error instanceof AccessLogError ? new OperatorError(error.message) : error;
  }
}

function addressIn(text: string): string | null {
  const address = parseAddressWithPort(text);
  return address ? formatAddress(address) : null;
}
