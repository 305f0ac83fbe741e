import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** A query, and the database that it reads. */
export interface AsideQuery {
  readonly path: string;
  readonly sql: string;
  readonly values: ReadonlyArray<SQLInputValue>;
}

/** The program of a worker that runs one query, and sends its rows. */
const { path, sql, values }: AsideQuery = workerData;
const connection = new DatabaseSync(path, { readOnly: true });
connection.exec('pragma temp_store = memory');
parentPort?.postMessage(connection.prepare(sql).all(...values));
connection.close();
