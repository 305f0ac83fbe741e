import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';

const { core, person, task, publish } = await openTestApp();

describe('GET /api/v1/issued-urls', () => {
  it('gives at most 100,000 rows as CSV, and says when there are more', async () => {
    const { kysely } = core.database;
    const [admin, owner] = [await person('admin'), await person('teacher')];
    const given = await task(owner);
    await publish(given, owner);
    assert.equal((await owner.send(`POST /api/v1/tasks/${given.id}/description-url`, {})).status, 200);
    await core.issueJournal.drain();
    const record = await kysely.selectFrom('issuedUrls').selectAll().limit(1).executeTakeFirstOrThrow();
    const rowsAtOnce = 10_000; // a busy machine has ten seconds for each statement
    const taskId = randomUUID(); // of no task
    const fill = async (rows: number, name: string) => {
      const columns = Object.keys(record) as Array<keyof typeof record>;
      const insert = core.database.prepareInsert('issuedUrls', columns);
      for (let first = 0; first < rows; first += rowsAtOnce) {
        const numbers = Array.from({ length: Math.min(rowsAtOnce, rows - first) }, (_, at) => first + at);
        await insert(numbers.map((at) => ({ ...record, taskId, issueId: `${name}-${at}` })));
      }
    };
    await fill(100_000, 'many');
    const all = await admin.send(`GET /api/v1/issued-urls?format=csv&taskId=${taskId}`);
    assert.equal(all.headers['x-lectern-truncated-at'], undefined);
    assert.equal(all.text.split('\r\n').length, 1 + 100_000 + 1);
    await fill(1, 'more');
    const cut = await admin.send(`GET /api/v1/issued-urls?format=csv&taskId=${taskId}`);
    assert.equal(cut.headers['x-lectern-truncated-at'], '100000');
    assert.equal(cut.text.split('\r\n').length, 1 + 100_000 + 1);
  });
});
