import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Nginx, nginxTemplates, startNginx } from '../servers/nginx.ts';
import { apiSite } from '../servers/nginx-balancer.ts';
import { openTestApp } from '../support/app.ts';
import { freePorts } from '../support/ports.ts';
import { upTo } from '../support/up-to.ts';

const [port, filesPort] = await freePorts();
const { app, person, task, publish } = await openTestApp({
  LECTERN_PORT: String(port),
  LECTERN_FILES_PORT: String(filesPort),
});

/** The jobs of a second end before the next one begins. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    mock.timers.tick(1000);
    await nextTurn();
  }
}

describe('nginx in front of the API', () => {
  let nginx: Nginx;
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    await app.start();
    nginx = await startNginx(apiSite([port, port]));
  });
  after(async () => {
    await nginx.stop();
    mock.timers.reset();
  });

  it('forwards events and heartbeats of change streams immediately, for longer than its read timeout', async () => {
    const teacher = await person('teacher');
    const given = await task(teacher);
    const reply = await fetch(`http://127.0.0.1:${nginx.ports[0]}/api/v1/tasks/${given.id}/changes`, {
      headers: { authorization: `Bearer ${teacher.token}`, 'accept-encoding': 'gzip, br' },
    });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('content-encoding'), null);
    const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => {
      const { value, done } = await reader.read();
      assert.ok(!done, 'the stream has ended');
      return String(Buffer.from(value));
    };
    assert.match(await next(), /^retry: \d+\n\n$/);

    await publish(given, teacher);
    mock.timers.tick(1000);
    let came = '';
    const bound = upTo(100);
    while (!came.includes('event') && bound()) came += await next();
    // Every fifteenth tick sends a heartbeat, and this may be one.
    assert.match(came, /^(:\n\n)?event: changed\ndata: \{\}\n\n$/);

    const [, waitsForSeconds] =
      /proxy_read_timeout (\d+)s;/.exec(readFileSync(join(nginxTemplates, 'lectern-api.conf'), 'utf8')) ?? [];
    for (let times = 0; times < 3; times += 1) {
      await pass(Number(waitsForSeconds) / 2);
      assert.equal(await next(), ':\n\n');
    }
    await reader.cancel();
  });
});
