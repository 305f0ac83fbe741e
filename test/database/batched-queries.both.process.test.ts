import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { openTestApp } from '../support/app.ts';
import { countQueries } from '../support/count-queries.ts';
import { testDialect } from '../support/test-database.ts';

const { core, person, task } = await openTestApp();
const { database } = core;
const people = await Promise.all(Array.from({ length: 20 }, () => person()));
const ids = people.map(({ id }) => id);
const [teacher] = people as [(typeof people)[0]];
for (const title of ['One "quoted"', 'Two \\ {a,b}', 'Trzy, ąę', ' NULL ']) await task(teacher, { title });

interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly banned: boolean | number | null;
}
const personById = database.prepareBatchedRead<{ id: string }, PersonRow>((kysely, param) =>
  kysely.selectFrom('user').select(['id', 'email', 'banned']).where('id', '=', param('id')),
);

/** Two queries with values of each type, and with an order. */
const taskQueries = [
  (ownerId: string) => sql<object>`
    select title, "createdAt", "deletedAt" as empty, "createdAt" > 0 as "isLate"
    from (select * from tasks order by title desc) as sorted where "createdBy" = ${ownerId}`,
  (ownerId: string) => sql<object>`
    select cast(${ownerId} as text) as title, cast(9007199254740991 as bigint) as "createdAt", null as empty,
      1 > 2 as "isLate"`,
];

describe('concurrent reads', () => {
  it('return to each caller its own rows, and no others', async () => {
    const asked = [...ids, 'nobody', ...ids.toReversed()];
    const rows = await Promise.all(asked.map((id) => personById({ id })));
    assert.deepEqual(
      rows.map((own) => own.map(({ id }) => id)),
      asked.map((id) => (id === 'nobody' ? [] : [id])),
    );
  });

  it('are one statement on PostgreSQL, and one each on SQLite until the rows are kept', async () => {
    const readAll = () => countQueries(() => Promise.all(ids.map((id) => personById({ id }))));
    // A write of their table, so that no rows are kept.
    await database.kysely.deleteFrom('user').where('id', '=', 'none').execute();
    assert.equal((await readAll()).queries, testDialect === 'postgres' ? 1 : ids.length);
    assert.equal((await readAll()).queries, testDialect === 'postgres' ? 1 : 0);
  });

  it('fail alone for a value that the database cannot take', async () => {
    const asked = [...ids.slice(0, 5), 'with\0', ...ids.slice(5)];
    const rows = await Promise.allSettled(asked.map((id) => personById({ id })));
    rows.forEach((own, at) => {
      const isBad = asked[at] === 'with\0' && testDialect === 'postgres';
      if (isBad) assert.equal(own.status === 'rejected' && own.reason.code, 'request-invalid');
      else assert.equal(own.status === 'fulfilled' && own.value.length, asked[at] === 'with\0' ? 0 : 1);
    });
  });

  it('have the order, the names and the types of a prepared read', async () => {
    const alone = database.prepareRead<{ ownerId: string }, object>((kysely, param) =>
      sql<object>`${sql.join(
        taskQueries.map((query) => query(param('ownerId'))),
        sql` union all `,
      )}`.compile(kysely),
    );
    const together = database.prepareBatchedRead<{ ownerId: string }, object>((_kysely, param) =>
      taskQueries.map((query) => query(param('ownerId'))),
    );
    const expected = await Promise.all(ids.map((ownerId) => alone({ ownerId })));
    assert.equal(expected[0]?.length, 5);
    assert.deepEqual(await Promise.all(ids.map((ownerId) => together({ ownerId }))), expected);
    assert.deepEqual(await together({ ownerId: teacher.id }), expected[0]);
  });

  it('see everything that was committed before each of them was sent', async () => {
    const { kysely } = database;
    for (const email of ['first@example.org', 'second@example.org']) {
      const before = ids.map((id) => personById({ id }));
      await kysely.updateTable('user').set({ email }).where('id', '=', teacher.id).execute();
      const after = ids.map((id) => personById({ id }));
      assert.equal((await Promise.all(after))[0]?.[0]?.email, email);
      await Promise.all(before);
    }
  });
});
