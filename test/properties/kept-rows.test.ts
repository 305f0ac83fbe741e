import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { dataPaths } from '../../src/config/config.ts';
import { createGrounds } from '../../src/core/decide/grounds.ts';
import { createReadTaskSnapshot } from '../../src/core/decide/task-snapshot.ts';
import type { Database } from '../../src/database/database.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import type { Schema } from '../../src/database/schema.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { createAuthenticate, createCredentials } from '../../src/domain/accounts/authenticate.ts';
import { createTaskDetails } from '../../src/domain/tasks/task-detail.ts';
import { openTestApp } from '../support/app.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { store, world } from './access-world.ts';

const { core, clock, dataDir, environment, person, program } = await openTestApp();
/** Opens the same database again, as another process does. PostgreSQL keeps no rows, so the property holds there too. */
const openAgain = () =>
  testDialect === 'postgres'
    ? openPostgres(String(environment['DATABASE_URL']), { connections: 2 })
    : openSqlite(dataPaths(dataDir).database);
const wantedWorlds = testDialect === 'postgres' ? 1 : sized(6, 60, 3);
const other = openAgain();
after(() => other.close());

/** Reads what a request for a task needs; what isn't accepted is its error's code. */
function openReads(database: Database) {
  const credentials = createCredentials({ clock, cookieName: 'session', apiKeys: { touch() {} } });
  const read = createReadTaskSnapshot({
    ...{ database, credentials, authenticate: createAuthenticate({ database, credentials }) },
    ...{ grounds: createGrounds(database), taskDetails: createTaskDetails(database) },
  });
  return (token: string, taskId: string) =>
    read({ authorization: `Bearer ${token}` }, taskId, undefined).catch(({ code }) => code);
}

/** The tables that have rows. */
async function filledTables({ kysely }: Database): Promise<ReadonlyArray<string>> {
  const names = (await kysely.introspection.getTables()).map(({ name }) => name);
  const { rows } = await sql<{ name: string }>`${sql.join(
    names.map((name) => sql`select ${name} as name where exists (select 1 from ${sql.table(name)})`),
    sql` union all `,
  )}`.execute(kysely);
  return rows.map(({ name }) => name);
}

type Writer = 'a statement' | 'a transaction' | 'a transaction rolled back' | 'another process';
const change = fc.record({
  table: fc.nat(),
  row: fc.nat(),
  column: fc.nat(),
  from: fc.nat(),
  how: fc.constantFrom('update', 'update', 'update', 'clear', 'delete'),
  by: fc.constantFrom<Writer>('a statement', 'a transaction', 'a transaction rolled back', 'another process'),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

const nth = <T>(list: ReadonlyArray<T>, n: number): T | undefined => list[n % list.length];

/** Changes one row of one table; undefined where the table has become empty. */
async function statementOf(
  kysely: Kysely<Schema>,
  name: string,
  { row, column, from, how }: Change,
): Promise<RawBuilder<unknown> | undefined> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(kysely);
  const changed = nth(rows, row);
  if (changed === undefined) return undefined;
  const isRow = sql.join(
    Object.entries(changed).map(([key, value]) => sql`${sql.ref(key)} is not distinct from ${value}`),
    sql` and `,
  );
  if (how === 'delete') return sql`delete from ${sql.table(name)} where ${isRow}`;
  const key = nth(Object.keys(changed), column) as string;
  const value = how === 'clear' ? null : (nth(rows, from)?.[key] ?? 0);
  return sql`update ${sql.table(name)} set ${sql.ref(key)} = ${value} where ${isRow}`;
}

class RolledBack extends Error {}

/** What the schema refuses changes nothing. */
const refused = (error: { code?: string }) => {
  if (!(error instanceof RolledBack) && error.code === undefined) throw error;
};

async function make(made: Change, tables: ReadonlyArray<string>): Promise<void> {
  const { kysely } = made.by === 'another process' ? other : core.database;
  const statement = await statementOf(kysely, nth(tables, made.table) as string, made);
  if (statement === undefined) return;
  if (made.by === 'a statement' || made.by === 'another process') {
    await statement.execute(kysely).catch(refused);
    return;
  }
  const run = kysely.transaction().execute(async (trx) => {
    await statement.execute(trx);
    if (made.by === 'a transaction rolled back') throw new RolledBack();
  });
  await run.catch(refused);
}

describe('rows that are kept until the next write', () => {
  it(`are what a server reads that keeps nothing, after any write in any table (${byRunSeed})`, async () => {
    const keeping = openReads(core.database);
    /** How often each kind of writer changed what was read. */
    const seen: Record<Writer, number> = {
      'a statement': 0,
      'a transaction': 0,
      'a transaction rolled back': 0,
      'another process': 0,
    };
    const isShown = () => seen['a statement'] > 0 && seen['a transaction'] > 0 && seen['another process'] > 0;
    let worlds = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.array(change, { minLength: 60, maxLength: 60 }), async (made, changes) => {
        if (worlds >= wantedWorlds && isShown()) return;
        worlds += 1;
        const { people, taskIds } = await store(core.database, made, person);
        const tokens = [...people.map(({ token }) => token), (await program(['read'])).key];
        const readAll = async (read: ReturnType<typeof openReads>) =>
          Object.fromEntries(
            await Promise.all(
              tokens.flatMap((token) =>
                taskIds.map(async (id) => [`${token} ${id}`, await read(token, id)] as const),
              ),
            ),
          );
        const tables = await filledTables(core.database);
        let before = await readAll(keeping);
        for (const each of changes) {
          await make(each, tables);
          await nextTurn(); // as a request comes after the reply to the write
          const now = await readAll(keeping);
          const fresh = openAgain();
          assert.deepEqual(now, await readAll(openReads(fresh)));
          await fresh.close();
          if (JSON.stringify(now) !== JSON.stringify(before)) seen[each.by] += 1;
          before = now;
        }
      }),
      { numRuns: sized(60, 60), seed: runSeed, endOnFailure: true },
    );
    assert.ok(isShown(), `changed too seldom in ${worlds} worlds: ${JSON.stringify(seen)}`);
    assert.equal(seen['a transaction rolled back'], 0);
  });
});
