import { type Kysely, sql } from 'kysely';
import type { LoggedRow, LogRecord } from 'lectern-audit-log';
import { issueColumns } from '../../core/issue/issue-record.ts';
import type { Core } from '../../core/open-core.ts';
import type { Schema } from '../../database/schema.ts';
import { databaseNowMs } from '../../database/sql.ts';
import { pauseAfter } from '../../lib/in-chunks.ts';
import { keysOf, rowName } from './logged-tables.ts';
import type { AuditLog } from './open-audit-log.ts';
import { rowAsJson, toOutbox, until } from './triggers.ts';

/** About 5 ms of work. */
const rowsPerStep = 250;
const hourMs = 60 * 60 * 1000;
/** Records of issued URLs never change, so only new ones are compared, but none that may still be in the journal. */
const [recordsFromMs, recordsToMs] = [48 * hourMs, hourMs];

/**
 * Compares the rows of the logged tables, and the records of issued URLs of the last two days, with the last entry about each. Those that
 * differ go to the outbox, as `found`: triggers did not run, changes were deleted before they were appended, or the retention has erased the
 * entry. Run it every day.
 * @returns how many differ
 */
export async function reconcile(
  { database, clock, tables, sequencer }: Pick<Core, 'database' | 'clock'> & AuditLog,
  { pausePerWork, signal, isDryRun }: { pausePerWork: number; signal: AbortSignal; isDryRun: boolean },
): Promise<number> {
  const { kysely, dialect } = database;
  const atMs = clock.nowMs();

  /** Compares the rows after one of this name. `end` is the name of the last; undefined at the end of the table. */
  function step(table: string, after: string) {
    return kysely.transaction().execute(async (trx) => {
      const pages = [await storedRows(trx, table, after), await loggedRows(trx, table, after)];
      const ends = pages.flatMap((page) => (page.length < rowsPerStep ? [] : [page.at(-1)?.name ?? '']));
      const [end] = ends.sort();
      const [stored, logged] = pages.map(
        (page) => new Map(page.flatMap(({ name, row }) => (name > (end ?? name) ? [] : [[name, row]]))),
      );
      const names = new Set([...(stored?.keys() ?? []), ...(logged?.keys() ?? [])]);
      const differing = Array.from(names, (name) => [logged?.get(name), stored?.get(name)] as const).filter(
        (rows) => isDifferent(table, ...rows),
      );
      const waiting = trx
        .selectFrom('auditLogOutbox')
        .select('id')
        .where('changedTable', '=', table)
        .limit(1);
      const isBehind = differing.length > 0 && (await waiting.execute()).length > 0;
      for (const [before, after] of isBehind || isDryRun ? [] : differing) {
        const [was, is] = [before, table === 'issuedUrls' ? [after] : after].map((row) =>
          JSON.stringify(row),
        );
        await sql`${sql.raw(toOutbox)} values
          (${sql.raw(databaseNowMs[dialect])}, 'found', ${table}, 1, ${was ?? null}, ${is ?? null})`.execute(
          trx,
        );
      }
      return { end, isBehind, count: isBehind ? 0 : differing.length };
    });
  }

  async function storedRows(trx: Kysely<Schema>, table: string, after: string) {
    const { columns = issueColumns } = tables[table] ?? {};
    const [keys, last] = [keysOf(tables, table), after.slice(table.length + 1)];
    const order = sql.join(keys.map((key) => sql.ref(key)));
    // Of deleted accounts, the table keeps the records, but the log has erased them.
    const ofRecords = sql`and "issuedAt" < ${atMs - recordsToMs}
      and ("principalId" is null or "principalId" in (select id from "user"))`;
    const { rows } = await sql<{ json: string }>`
      select ${sql.raw(rowAsJson(dialect, columns))} as json from ${sql.table(table)}
      where (${order}) > (${sql.join(keys.length === 1 ? [last] : last.split(' '))})
        ${table === 'issuedUrls' ? ofRecords : sql``}
      order by ${order} limit ${sql.lit(rowsPerStep)}`.execute(trx);
    return rows
      .map(({ json }): LoggedRow => JSON.parse(json))
      .map((row) => ({ name: rowName(tables, table, row), row }));
  }

  function isDifferent(table: string, before: LoggedRow | undefined, after: LoggedRow | undefined): boolean {
    const columns = tables[table]?.columns;
    if (columns === undefined) return before === undefined; // records
    if (after === undefined && Number(before?.[until]) <= atMs) return false; // pruned
    const [was, is] = [before, after].map((row) => JSON.stringify(row && columns.map((name) => row[name])));
    return was !== is;
  }

  let found = 0;
  for (const table of Object.keys(tables)) {
    const firstKey =
      table === 'issuedUrls' ? [atMs - recordsFromMs, ''] : keysOf(tables, table).map(() => '');
    for (let after: string | undefined = [table, ...firstKey].join(' '); after !== undefined; ) {
      const startedMs = performance.now();
      const { end, isBehind, count }: Awaited<ReturnType<typeof step>> = await step(table, after);
      found += count;
      if (isBehind && !isDryRun)
        await sequencer.run(); // what waits differs too: compare again
      else after = end;
      await pauseAfter(performance.now() - startedMs, pausePerWork, signal);
      if (signal.aborted) return found;
    }
  }
  return found;
}

/** Rows as the last entry about each has them; undefined if it was deleted. */
async function loggedRows(trx: Kysely<Schema>, table: string, after: string) {
  const end = `${table}!`; // the character after the space
  const { rows } = await sql<{ name: string; record: string | null }>`
    select "changedRow" as name, record from "auditLogEntries" where "index" in (
      select max("index") from "auditLogEntries"
      where "changedRow" > ${after} and "changedRow" < ${end}
      group by "changedRow" order by "changedRow" limit ${sql.lit(rowsPerStep)})
    order by "changedRow"`.execute(trx);
  return rows.map(({ name, record }) => ({ name, row: (JSON.parse(record ?? '{}') as LogRecord).after }));
}
