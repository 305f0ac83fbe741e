type Read<Params, Row> = (params: Params) => ReadonlyArray<Row>;

/** A cache of the rows of prepared reads until the next write: while nothing is written, a read returns the same rows. */
export interface KeptRows {
  /**
   * The same read, with its rows cached by its params. Requests share them, so callers must not change them.
   * @throws Error if it reads records, which is a bug
   */
  around<Params extends object, Row>(sql: string, read: Read<Params, Row>): Read<Params, Row>;
  /**
   * Call before each other statement: drops all rows if it can change them. Statements of unknown form can, and so can a deletion, which may
   * cascade. Inserts and updates cannot if no cached read names their table.
   */
  before(sql: string): void;
  /** Drops all rows: another process has written. */
  forget(): void;
}

/** 20 MB if these are grounds, which 24,000 pairs of reader and task have then; 60 MB if all are pages of lists. */
const maxKept = 48_000;

/** The tables of issue records, written at every issue. No cached read may use them. */
const records = /"(?:issueJournal|issuedUrls)"/;
const readsOrDeletesRecords = new RegExp(`^(?:select|delete from ${records.source})(?:\\s|$)`);
const inserts = /^(?:insert into|update) "(\w+)"/;

export function createKeptRows(): KeptRows {
  const queries: Array<Map<string, unknown>> = [];
  /** All words of the cached reads, and so all tables that they name. */
  const named = new Set<string>();
  /** Counts rows and reads, because a read may have no rows. */
  let count = 0;

  function forget(): void {
    if (count === 0) return;
    count = 0;
    for (const query of queries) query.clear();
  }

  return {
    around<Params extends object, Row>(sql: string, read: Read<Params, Row>): Read<Params, Row> {
      if (records.test(sql)) throw new Error(`A read of records isn't kept: ${sql}`);
      const byParams = new Map<string, ReadonlyArray<Row>>();
      queries.push(byParams);
      for (const word of sql.split(/\W+/)) named.add(word);
      return (params) => {
        const key = JSON.stringify(params);
        const known = byParams.get(key);
        if (known !== undefined) return known;
        const rows = read(params);
        count += 1 + rows.length;
        if (count > maxKept) forget();
        byParams.set(key, rows);
        return rows;
      };
    },
    before(sql) {
      if (readsOrDeletesRecords.test(sql)) return;
      const table = inserts.exec(sql)?.[1];
      if (table === undefined || named.has(table)) forget();
    },
    forget,
  };
}
