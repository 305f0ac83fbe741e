import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { createCounter, type OnProgress } from '../../cli/progress.ts';
import type { Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { countRows, type RowPage, readPages, withSnapshot } from './rows.ts';

/** Two tables have equal fingerprints exactly if all their rows are equal. */
export interface Fingerprint {
  readonly rows: number;
  /** Hash of all rows in key order. */
  readonly sha256: string;
}

/** By table name. */
export type Fingerprints = ReadonlyMap<string, Fingerprint>;

interface FingerprintMaker {
  /** Adds pages, and awaits `take` for each. */
  add(pages: AsyncIterable<RowPage>, take?: (page: RowPage) => Promise<void>): Promise<void>;
  result(): Fingerprint;
}

function createFingerprint({ columns }: Table, onRows: (rows: number) => void): FingerprintMaker {
  const hash = createHash('sha256').update(JSON.stringify(columns));
  let rows = 0;
  return {
    async add(pages, take) {
      for await (const page of pages) {
        for (const row of page.rows) hash.update(JSON.stringify(columns.map((column) => row[column])));
        await take?.(page);
        rows += page.rows.length;
        onRows(page.rows.length);
      }
    },
    result: () => ({ rows, sha256: hash.digest('hex') }),
  };
}

/** Adds all rows of a table to its fingerprint. */
export type ReadTable = (
  snapshot: Kysely<Schema>,
  table: Table,
  fingerprint: FingerprintMaker,
) => Promise<void>;

/** Reads all tables in one snapshot. */
export function fingerprintAll(
  database: Database,
  tables: ReadonlyArray<Table>,
  phase: string,
  onProgress: OnProgress,
  read: ReadTable = (snapshot, table, fingerprint) => fingerprint.add(readPages(snapshot, table)),
): Promise<Fingerprints> {
  return withSnapshot(database, async (snapshot) => {
    const counts = Object.values(await countRows(snapshot, tables));
    const total = counts.reduce((sum, rows) => sum + rows, 0);
    const onRows = createCounter(onProgress, phase, total);
    const found = new Map<string, Fingerprint>();
    for (const table of tables) {
      const fingerprint = createFingerprint(table, onRows);
      await read(snapshot, table, fingerprint);
      found.set(table.name, fingerprint.result());
    }
    return found;
  });
}

/** Names of the tables whose fingerprints differ. */
export function differences(one: Fingerprints, other: Fingerprints): ReadonlyArray<string> {
  return [...one]
    .filter(([name, { rows, sha256 }]) => {
      const found = other.get(name);
      return found?.rows !== rows || found.sha256 !== sha256;
    })
    .map(([name]) => name);
}
