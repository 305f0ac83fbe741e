/**
 * A cache of the rows of prepared reads until the next write: while nothing is written, a read returns the same rows. Requests share them,
 * so callers must not change them.
 */
export interface KeptRows {
  /** The rows of one query, by its params. */
  ofQuery<Row>(): RowsByParams<Row>;
  /** Call before each write, and when another process has written. */
  forget(): void;
}

export interface RowsByParams<Row> {
  get(params: object): ReadonlyArray<Row> | undefined;
  keep(params: object, rows: ReadonlyArray<Row>): void;
}

/** 20 MB if these are grounds, which 24,000 pairs of reader and task have then; 60 MB if all are pages of lists. */
const maxKept = 48_000;

export function createKeptRows(): KeptRows {
  const queries: Array<Map<string, unknown>> = [];
  /** Counts rows and reads, because a read may have no rows. */
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

/** Tables of records, written at every issue. Cached reads never use them, so writing them keeps the cache. */
const recordTables: ReadonlySet<string> = new Set(['issueJournal', 'issuedUrls']);
const recordsIn = new RegExp(`"(?:${[...recordTables].join('|')})"`);
const readsOrWritesRecords = new RegExp(
  `^(?:select|(?:insert into|delete from) ${recordsIn.source})(?:\\s|$)`,
);

export const isRecordTable = (table: string): boolean => recordTables.has(table);

/** Whether a statement can change the result of a cached read. Unknown statements count as changes. */
export const endsKeptRows = (sql: string): boolean => !readsOrWritesRecords.test(sql);

/** @throws Error if the read cannot be cached, which is a bug */
export function assertKeepable(sql: string): void {
  if (recordsIn.test(sql)) throw new Error(`A read of records isn't kept: ${sql}`);
}
