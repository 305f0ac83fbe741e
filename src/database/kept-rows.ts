/**
 * The rows of prepared reads, kept until the next write: while nothing is written, the same read has the same rows. They are
 * shared by requests, so callers don't change them.
 */
export interface KeptRows {
  /** The rows of one query, by its params. */
  ofQuery<Row>(): RowsByParams<Row>;
  /** Call it before each write, and when another process has written. */
  forget(): void;
}

export interface RowsByParams<Row> {
  get(params: object): ReadonlyArray<Row> | undefined;
  keep(params: object, rows: ReadonlyArray<Row>): void;
}

/** Some 30 MB at most: the grounds of 50,000 pairs of reader and task. */
const maxKept = 100_000;

export function createKeptRows(): KeptRows {
  const queries: Array<Map<string, unknown>> = [];
  /** Of rows, and of reads, which can be without any. */
  let count = 0;

  function forget(): void {
    if (count === 0) return;
    count = 0;
    for (const query of queries) query.clear();
  }

  return {
    forget,
    ofQuery<Row>(): RowsByParams<Row> {
      const byParams = new Map<string, ReadonlyArray<Row>>();
      queries.push(byParams);
      return {
        get: (params) => byParams.get(JSON.stringify(params)),
        keep(params, rows) {
          count += 1 + rows.length;
          if (count > maxKept) forget();
          byParams.set(JSON.stringify(params), rows);
        },
      };
    },
  };
}

/**
 * The tables of records, which are written at every issue. No read that keeps its rows reads them, so writing them ends
 * nothing.
 */
const recordTables: ReadonlySet<string> = new Set(['issueJournal', 'issuedUrls']);
const recordsIn = new RegExp(`"(?:${[...recordTables].join('|')})"`);
const readsOrWritesRecords = new RegExp(
  `^(?:select|(?:insert into|delete from) ${recordsIn.source})(?:\\s|$)`,
);

export const isRecordTable = (table: string): boolean => recordTables.has(table);

/** Whether a statement can change what a kept read has read. What isn't known to be harmless can. */
export const endsKeptRows = (sql: string): boolean => !readsOrWritesRecords.test(sql);

/** @throws Error for a read that could not be kept: a bug */
export function assertKeepable(sql: string): void {
  if (recordsIn.test(sql)) throw new Error(`A read of records isn't kept: ${sql}`);
}
