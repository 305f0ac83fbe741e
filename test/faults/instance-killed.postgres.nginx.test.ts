import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startNginx } from '../servers/nginx.ts';
import { apiSite } from '../servers/nginx-balancer.ts';
import {
  type Allowed,
  assertAnswered,
  assertNothingLost,
  becomesReady,
  readiness,
  refusedForNow,
  succeeded,
} from '../support/after-fault.ts';
import { prepareLoad, startLoad } from '../support/load.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { createPostgresDatabase } from '../support/test-database.ts';
import { upTo } from '../support/up-to.ts';

/** The time to fail to connect to an instance, and to get the answer of another one. */
const limitMs = 5_000;

describe('one of two instances killed under load, behind nginx', async () => {
  const DATABASE_URL = await createPostgresDatabase();
  const first = await startServer('demo', { DATABASE_URL });
  after(() => first.end());
  const second = await startServer('serve', {
    DATABASE_URL,
    LECTERN_DATA_DIR: first.dataDir,
    LECTERN_FILES_URL: first.filesUrl,
  });
  after(() => second.end());
  const ports = [first, second].map(({ apiUrl }) => Number(new URL(apiUrl).port));
  const nginx = await startNginx(apiSite(ports));
  after(() => nginx.stop());
  const balancer = `http://127.0.0.1:${nginx.ports[0]}`;
  const options = await prepareLoad(balancer);

  /** A change may have been made when its answer was lost, so only its client may repeat it. */
  const changeRefused: Allowed = (answer) => answer.what !== 'stable' && refusedForNow(answer);

  const inLog = (pattern: RegExp) =>
    nginx
      .logs()
      .split('\n')
      .filter((line) => pattern.test(line)).length;
  const servedBySecond = () => inLog(new RegExp(`"instance":"127.0.0.1:${ports[1]}","instanceStatus":"200"`));

  it('fails no GET, loses no record, and serves again after its start', async () => {
    const load = startLoad(options);
    await load.succeeds({ readings: 200, uploads: 3 });
    assert.ok(servedBySecond() > 0);
    await second.kill();
    assert.equal(await readiness(second.apiUrl), undefined);
    assert.equal(await readiness(balancer), 200);
    await load.succeeds({ readings: 200, uploads: 3 });

    const before = servedBySecond();
    await second.start();
    await becomesReady(second.apiUrl, 200);
    const bound = upTo(100);
    while (servedBySecond() < before + 50 && bound()) await load.succeeds({ readings: 50 });
    await load.stop();
    assertAnswered(load, limitMs, succeeded, changeRefused);
    await assertNothingLost(load, first.env, options.uploads);
  });

  it('fails no GET either when it is stopped gracefully and started again', async () => {
    const load = startLoad(options);
    await load.succeeds({ readings: 100, uploads: 2 });
    assert.equal((await second.stop()).code, 0);
    await second.start();
    await load.succeeds({ readings: 100, uploads: 2 });
    await load.stop();
    assertAnswered(load, limitMs, succeeded, changeRefused);
    await assertNothingLost(load, first.env, options.uploads);
  });

  it("leaves a 503 in Lectern's format when none is left", async () => {
    await Promise.all([first.kill(), second.kill()]);
    const { status, headers } = await fetch(`${balancer}/api/v1/tasks`);
    assert.equal(status, 503);
    assert.equal(headers.get('retry-after'), '1');
    assert.equal(headers.get('content-type'), 'application/problem+json');
  });

  it('leaves no query in the log of nginx, and the request ids of Lectern', async () => {
    await Promise.all([first.start(), second.start()]);
    const reply = await fetch(`${balancer}/api/v1/tasks?text=a-word-that-nobody-may-read`, {
      headers: { 'x-forwarded-for': '192.0.2.1' },
    });
    assert.equal(reply.status, 401);
    const requestId = reply.headers.get('x-request-id') as string;
    const line = new RegExp(`"requestId":"${requestId}".*"path":"/api/v1/tasks","status":401`);
    await waitUntil('the line of nginx, which follows the reply', () => inLog(line) === 1);
    assert.doesNotMatch(nginx.logs(), /a-word-that-nobody-may-read/);
    await waitUntil('the log of Lectern', () => (first.output() + second.output()).includes(requestId));
  });
});
