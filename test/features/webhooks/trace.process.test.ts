import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { startCliProcess } from '../../support/cli-process.ts';
import { startReceiver } from './receiver.ts';

const { core, environment, person, task, publish } = await openTestApp({
  LECTERN_WEBHOOK_NETWORKS: '127.0.0.0/8',
});
const receiver = await startReceiver();

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
