import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { createCounter, type OnProgress } from '../../cli/progress.ts';
import type { Table } from '../../database/catalogue.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { countRows, type RowPage, readPages, withSnapshot } from './rows.ts';

/** Equal for two tables exactly when all their rows are. */
export interface Fingerprint {
  readonly rows: number;
  /** Of all rows in the order of their keys. */
  readonly sha256: string;
}

/** Of each table, by its name. */
export type Fingerprints = ReadonlyMap<string, Fingerprint>;

interface FingerprintMaker {
  /** Adds pages, and waits for `take` to do what it does with each. */
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

/** Reads all tables at one moment. */
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

/** The names of the tables that are not equal. */
export function differences(one: Fingerprints, other: Fingerprints): ReadonlyArray<string> {
  return [...one]
    .filter(([name, { rows, sha256 }]) => {
      const found = other.get(name);
      return found?.rows !== rows || found.sha256 !== sha256;
    })
    .map(([name]) => name);
}
