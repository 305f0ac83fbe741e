import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { issueRecords } from './issue-records.ts';

/** All files below the folder of stored files, including those of running uploads. */
export async function storedFiles(dataDir: string): Promise<ReadonlyArray<string>> {
  const entries = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Whether a stored file is the last checkpoint of the audit log. A server keeps one every minute, without a row that names it: who changes
 * the database shall not be able to change it.
 */
export const isKeptCheckpoint = (path: string): boolean =>
  /\/documents\/audit-log-[0-9a-f]{32}\/\d+-[0-9a-f]{64}\.txt$/.test(path);

/** Reads the database itself, during or after a server's run. */
export function queryDatabase<Row>(dataDir: string, sql: string): ReadonlyArray<Row> {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 5000 });
  try {
    return database.prepare(sql).all() as Array<Row>;
  } finally {
    database.close();
  }
}

export function withoutRecord(dataDir: string, urls: Iterable<string>): ReadonlyArray<string> {
  const rows = queryDatabase<{ issueId: string }>(dataDir, issueRecords.sqlite);
  return urlsNotIn(
    rows.map(({ issueId }) => issueId),
    urls,
  );
}

/** The given URLs whose issue id is not among the recorded ones, with any signature. */
export function urlsNotIn(recordedIds: Iterable<string>, urls: Iterable<string>): ReadonlyArray<string> {
  const recorded = new Set(recordedIds);
  return [...urls].filter((url) => {
    const { searchParams } = new URL(url);
    return !recorded.has(searchParams.get('issue') ?? searchParams.get('x-lectern-issue') ?? '');
  });
}
