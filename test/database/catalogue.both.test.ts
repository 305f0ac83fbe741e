import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { hasTable, readTables } from '../../src/database/catalogue.ts';
import { migrations } from '../../src/features/migrations.ts';
import { openTestDatabase } from '../support/test-database.ts';

describe('the catalogue of tables', () => {
  it('has every table with every column, as Kysely finds them', async () => {
    const database = await openTestDatabase(migrations);
    const expected = (await database.kysely.introspection.getTables({ withInternalKyselyTables: true })).map(
      ({ name, columns }) => [name, columns.map((column) => column.name).sort()],
    );
    const found = (await readTables(database)).map(({ name, columns }) => [name, columns]);
    const byName = (rows: ReadonlyArray<unknown>) =>
      rows.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
    assert.deepEqual(byName(found), byName(expected));
  });

  it('lists keys in order, and columns of times', async () => {
    const tables = await readTables(await openTestDatabase(migrations));
    const of = (name: string) => tables.find((table) => table.name === name);
    assert.deepEqual(of('groupMembers')?.key, ['userId', 'groupId']);
    assert.deepEqual(of('issuedUrls')?.key, ['issueId']);
    assert.deepEqual([...(of('user')?.times ?? [])].sort(), ['createdAt', 'updatedAt']);
    assert.deepEqual([...(of('tasks')?.times ?? [])], []);
  });

  it('orders a table after those that it refers to, whatever their names', async () => {
    const database = await openTestDatabase(migrations);
    await sql`create table "zoos" ("id" varchar(9) primary key)`.execute(database.kysely);
    await sql`create table "aardvarks" ("id" varchar(9) primary key,
      "parent" varchar(9) references "aardvarks"("id"), "zoo" varchar(9) references "zoos"("id"))`.execute(
      database.kysely,
    );
    const names = (await readTables(database)).map(({ name }) => name);
    for (const [later, earlier] of [
      ['aardvarks', 'zoos'],
      ['session', 'user'],
      ['contestGroups', 'groups'],
      ['contestGroups', 'contests'],
    ] as const) {
      assert.ok(names.indexOf(earlier) < names.indexOf(later), `${earlier} before ${later}`);
    }
  });

  it('reports whether a table exists', async () => {
    const database = await openTestDatabase(migrations);
    assert.equal(await hasTable(database, 'tasks'), true);
    assert.equal(await hasTable(database, 'nothing'), false);
  });
});
