type Read<Params, Row> = (params: Params) => ReadonlyArray<Row>;

/** A cache of the rows of prepared reads until the next write: while nothing is written, a read returns the same rows. */
export interface KeptRows {
  /**
   * The same read, with its rows cached by its params. Requests share them, so callers must not change them.
   * @throws Error if it reads records, which is a bug
   */
  around<Params extends object, Row>(sql: string, read: Read<Params, Row>): Read<Params, Row>;
  /**
   * Call before each other statement: drops all rows if it can change them. Statements of unknown form can. Others cannot if no cached read
   * names their table; deletions also not if they cannot cascade.
   */
  before(sql: string): void;
  /** Drops all rows: another process has written. */
  forget(): void;
}

/** 20 MB if these are grounds, which 24,000 pairs of reader and task have then; 60 MB if all are pages of lists. */
const maxKept = 48_000;

/** The tables of issue records, written at every issue. No cached read may use them. */
const records = /"(?:issueJournal|issuedUrls)"/;
/** What changes no row. Reads wait for the end of a transaction, and its statements drop what they change. */
const changesNothing = /^(?:select|begin|commit|rollback)\b/;
const changesTable = /^(insert into|update|delete from) "(\w+)"/;

/** @param readReferenced the tables that foreign keys reference */
export function createKeptRows(readReferenced: () => ReadonlySet<string>): KeptRows {
  const queries: Array<Map<string, unknown>> = [];
  /** All words of the cached reads, and so all tables that they name. */
  const named = new Set<string>();
  /** Undefined until a deletion needs it, and after the schema may have changed. */
  let referenced: ReadonlySet<string> | undefined;
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
      if (changesNothing.test(sql)) return;
      const [, verb, table] = changesTable.exec(sql) ?? [];
      if (table === undefined) referenced = undefined;
      else if (!named.has(table)) {
        if (verb !== 'delete from') return;
        referenced ??= readReferenced();
        if (!referenced.has(table)) return;
      }
      forget();
    },
    forget,
  };
}
