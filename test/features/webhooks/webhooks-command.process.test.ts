import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { startReceiver } from './receiver.ts';

const settings = { LECTERN_WEBHOOK_NETWORKS: '127.0.0.0/8' };
const { core, environment, person, task, publish } = await openTestApp(settings);
const receiver = await startReceiver();

describe('lectern webhooks', () => {
  it('lists, tests, replays and resumes webhooks, also those of programs', async () => {
    const lectern = startCliProcess({ ...environment, ...settings });
    const admin = await person('admin');
    const wanted = { url: receiver.url, events: ['document.changed', 'issue.traced'] };
    const { id } = (await admin.send('POST /api/v1/webhooks', wanted)).body;
    const states = async () => {
      const { stdout, stderr } = await lectern('webhooks', 'list', '--json');
      assert.equal(stderr, '');
      return JSON.parse(stdout);
    };
    const facts = { id, ...wanted, lastFailure: null, lastDeliveredAt: null };
    assert.deepEqual(await states(), [{ ...facts, state: 'active', pauseReason: null }]);

    assert.deepEqual(await lectern('webhooks', 'test', id), {
      ...{ code: 0, stdout: 'delivered: replied 204\n', stderr: '' },
    });
    assert.equal(receiver.takeOne().body.type, 'webhook.test');
    receiver.state.answer = (response) => void response.writeHead(500).end();
    const { code, stdout } = await lectern('webhooks', 'test', id);
    assert.deepEqual([code, stdout], [1, 'failed: replied 500\n']);

    await admin.send(`PATCH /api/v1/webhooks/${id}`, { paused: true });
    assert.equal((await states())[0].state, 'paused');
    assert.match((await lectern('webhooks', 'list')).stdout, /paused \(asked\) +none +never$/m);
    const replayed = await lectern('webhooks', 'replay', id, '--since', '2030-01-01T00:00:00Z');
    assert.equal(replayed.stdout, '0 event(s) will be sent.\n');
    assert.match(replayed.stderr, /lectern webhooks resume/);
    assert.equal((await lectern('webhooks', 'replay', id, '--since', 'then')).code, 2);
    assert.equal((await lectern('webhooks', 'resume', id)).code, 0);
    assert.equal((await states())[0].state, 'active');
    const unknown = await lectern('webhooks', 'resume', 'other');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /There is no webhook with this id/);
    assertProblem(await admin.send('GET /api/v1/webhooks/other'), 404, 'not-found');
  });
});

describe('lectern trace', () => {
  it('tells webhooks that a URL was traced', async () => {
    const [admin, teacher] = [await person('admin'), await person('teacher')];
    const given = await task(teacher);
    await publish(given, teacher);
    await admin.send('POST /api/v1/webhooks', { url: receiver.url, events: ['issue.traced'] });
    const { body } = await teacher.send(`POST /api/v1/tasks/${given.id}/description-url`, {});
    const lectern = startCliProcess(environment);
    assert.equal((await lectern('trace', body.descriptionPdfUrl)).code, 0);
    const events = await core.database.kysely.selectFrom('webhookOutbox').select(['type', 'data']).execute();
    assert.deepEqual(
      events.filter(({ type }) => type === 'issue.traced').map(({ data }) => JSON.parse(data)),
      [
        {
          issueId: new URL(body.descriptionPdfUrl).searchParams.get('issue'),
          userId: teacher.id,
          taskId: given.id,
        },
      ],
    );
  });
});
