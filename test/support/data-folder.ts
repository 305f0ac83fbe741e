import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** All files below the folder of stored files, those of uploads under way included. */
export async function storedFiles(dataDir: string): Promise<ReadonlyArray<string>> {
  const entries = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Looks at the database itself, beside a server or after one. */
export function queryDatabase<Row>(dataDir: string, sql: string): ReadonlyArray<Row> {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 5000 });
  try {
    return database.prepare(sql).all() as Array<Row>;
  } finally {
    database.close();
  }
}

/** The URLs among these that have no record of their issue. */
export function withoutRecord(dataDir: string, urls: Iterable<string>): ReadonlyArray<string> {
  const rows = queryDatabase<{ issueId: string }>(dataDir, 'select "issueId" from "issuedUrls"');
  const recorded = new Set(rows.map((row) => row.issueId));
  return [...urls].filter((url) => !recorded.has(new URL(url).searchParams.get('issue') ?? ''));
}
