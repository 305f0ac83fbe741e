import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { createCounter, type OnProgress } from '../../../cli/progress.ts';
import type { Table } from '../../../database/catalogue.ts';
import type { Database } from '../../../database/database.ts';
import type { Schema } from '../../../database/schema.ts';
import { countRows, type Row, readPages, withSnapshot } from './rows.ts';

/** Equal for two tables exactly when all their rows are. */
export interface Fingerprint {
  readonly rows: number;
  /** Of all rows in the order of their keys. */
  readonly sha256: string;
}

/** Of each table, by its name. */
export type Fingerprints = ReadonlyMap<string, Fingerprint>;

export interface FingerprintMaker {
  add(page: ReadonlyArray<Row>): void;
  result(): Fingerprint;
}

export function createFingerprint({ columns }: Table): FingerprintMaker {
  const hash = createHash('sha256').update(JSON.stringify(columns));
  let rows = 0;
  return {
    add(page) {
      for (const row of page) hash.update(JSON.stringify(columns.map((column) => row[column])));
      rows += page.length;
    },
    result: () => ({ rows, sha256: hash.copy().digest('hex') }),
  };
}

/** Reads all tables at one moment. */
export async function fingerprintAll(
  database: Database,
  tables: ReadonlyArray<Table>,
  phase: string,
  onProgress: OnProgress,
): Promise<Fingerprints> {
  return withSnapshot(database, async (snapshot) => {
    let total = 0;
    for (const table of tables) total += await countRows(snapshot, table);
    const count = createCounter(onProgress, phase, total);
    const found = new Map<string, Fingerprint>();
    for (const table of tables) found.set(table.name, await fingerprintTable(snapshot, table, count));
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

async function fingerprintTable(
  snapshot: Kysely<Schema>,
  table: Table,
  onRows: (rows: number) => void,
): Promise<Fingerprint> {
  const fingerprint = createFingerprint(table);
  for await (const page of readPages(snapshot, table)) {
    fingerprint.add(page);
    onRows(page.length);
  }
  return fingerprint.result();
}
