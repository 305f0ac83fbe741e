import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Registry } from 'prom-client';
import packageJson from '../../package.json' with { type: 'json' };
import { createCheckReady } from '../../src/database/readiness.ts';
import { migrations } from '../../src/features/migrations.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { endEarly } from '../support/end-early.ts';

const { send } = await openTestApp();

describe('for operators', () => {
  it('/healthz and /readyz report ok and the running version, without a session', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { status, body } = await send(`GET ${path}`);
      assert.deepEqual([status, body], [200, { status: 'ok', version: packageJson.version }]);
    }
  });

  it('/healthz and /readyz answer HEAD, which some load balancers send', async () => {
    for (const path of ['/healthz', '/readyz']) assert.equal((await send(`HEAD ${path}`)).status, 200);
  });

  it('/readyz is 503 when the database does not respond, and /healthz still 200', async () => {
    const broken = await openTestApp();
    await broken.core.database.close();
    const answer = await broken.send('GET /readyz');
    assert.equal(answer.status, 503);
    assertProblem(answer, 503, 'unavailable');
    assert.equal(answer.headers['retry-after'], '1');
    assert.equal((await broken.send('GET /healthz')).status, 200);
  });

  it('/readyz is 503 within seconds when the database hangs, and asks it once for concurrent requests', async (context) => {
    const hanging = await openTestApp();
    let asked = 0;
    hanging.core.database.checkWritable = () => {
      asked += 1;
      return new Promise(() => {});
    };
    const limits = endEarly(context, {
      from: '/src/lib/timeout.ts',
      isMeant: (ms) => ms > 1000 && ms < 5000,
      isDue: () => asked > 0,
    });
    const answers = await Promise.all([hanging.send('GET /readyz'), hanging.send('GET /readyz')]);
    for (const answer of answers) assertProblem(answer, 503, 'unavailable');
    assert.equal(asked, 1);
    assert.equal(limits.length, 1);
  });

  it('/readyz writes to the disk at most once a second, however many requests come', async () => {
    const asked = await openTestApp();
    const { database } = asked.core;
    const { checkWritable } = database;
    let written = 0;
    database.checkWritable = () => {
      written += 1;
      return checkWritable();
    };
    let nowMs = 0;
    const checkReady = createCheckReady({ database, migrations }, () => nowMs);
    for (let at = 0; at < 1000; at += 1) await checkReady();
    assert.equal(written, 1);
    nowMs += 999;
    await checkReady();
    assert.equal(written, 1);
    nowMs += 1;
    await checkReady();
    assert.equal(written, 2);
  });

  it('/readyz reports within a second that the database refuses changes, and that it accepts them again', async () => {
    const { core: filling } = await openTestApp();
    let nowMs = 0;
    const checkReady = createCheckReady({ database: filling.database, migrations }, () => nowMs);
    await checkReady();
    const { checkWritable } = filling.database;
    filling.database.checkWritable = () => Promise.reject(new Error('disk full'));
    nowMs += 1000;
    await assert.rejects(checkReady(), { code: 'unavailable' });
    await assert.rejects(checkReady(), { code: 'unavailable' });
    filling.database.checkWritable = checkWritable;
    nowMs += 1000;
    await checkReady();
  });

  it('/readyz is 503 while a migration is missing', async () => {
    const older = await openTestApp();
    await older.core.database.kysely.deleteFrom('kysely_migration' as never).execute();
    assertProblem(await older.send('GET /readyz'), 503, 'unavailable');
  });

  it('/metrics counts requests by route and status, issues, and the event-loop lag', async () => {
    // Its own app, because what was read stays cached for a second.
    const { core, person, publish, send, task } = await openTestApp();
    const teacher = await person('teacher');
    const { id } = await task(teacher);
    await publish({ id }, teacher);
    await teacher.send(`GET /api/v1/tasks/${id}`);
    await teacher.send(`POST /api/v1/tasks/${id}/description-url`);
    await send(`GET /api/v1/tasks/${id}`);
    const { status, headers, text } = await send('GET /metrics');
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^text\/plain/);
    const route = 'route="/api/v1/tasks/:taskId"';
    for (const line of [
      `lectern_http_request_duration_seconds_count{method="GET",${route},status="200"} 1`,
      `lectern_http_request_duration_seconds_count{method="GET",${route},status="401"} 1`,
      'lectern_issued_urls_total{lifetime="stable"} 1',
      'lectern_issued_urls_total{lifetime="fresh"} 1',
    ]) {
      assert.ok(text.includes(`${line}\n`), `${line} is not in\n${text}`);
    }
    assert.match(text, /^nodejs_eventloop_lag_seconds /m);
    assert.doesNotMatch(text, new RegExp(`${id}|${teacher.id}|${core.keys.ring()[0].id}`));
  });

  it('/metrics requires its token, where one is set', async () => {
    const token = 'a-token-of-the-monitoring-0123456789';
    const guarded = await openTestApp({ LECTERN_METRICS_TOKEN: token });
    const read = (authorization: string) => guarded.send('GET /metrics', undefined, { authorization });
    assert.equal((await read(`Bearer ${token}`)).status, 200);
    assert.equal((await read(`bearer ${token}`)).status, 200);
    assertProblem(await guarded.send('GET /metrics'), 401, 'unauthenticated');
    for (const wrong of [
      `Bearer ${token}x`,
      'Bearer ',
      '',
      `Basic ${btoa(`x:${token}`)}`,
      `Bearer ${token} ${token}`,
    ]) {
      assertProblem(await read(wrong), 401, 'unauthenticated');
    }
    const admin = await guarded.person('admin');
    assertProblem(await admin.send('GET /metrics'), 401, 'unauthenticated');
    assert.equal((await guarded.send('GET /healthz')).status, 200);
  });

  it('/metrics is collected once for a thousand concurrent requests', async ({ mock }) => {
    const asked = await openTestApp();
    const read = mock.method(Registry.prototype, 'metrics');
    const replies = await Promise.all(Array.from({ length: 1000 }, () => asked.send('GET /metrics')));
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]));
    assert.equal(read.mock.callCount(), 1);
  });

  it('/docs loads nothing from another host', async () => {
    const protectedByTls = await openTestApp({ LECTERN_PUBLIC_URL: 'https://lectern.example.org' });
    const { status, headers, text } = await protectedByTls.send('GET /docs/');
    assert.match(text, /<title>Lectern API<\/title>/);
    assert.equal(status, 200);
    const loaded = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
    assert.ok(loaded.length > 0);
    for (const address of loaded) assert.doesNotMatch(address, /^(?:[a-z]+:)?\/\//i);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy.replace(/upgrade-insecure-requests/, ''), /https?:|\*/);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(String(headers['permissions-policy']), /camera=\(\)/);
  });
});

describe('every reply', () => {
  it('has a request id, and headers against sniffing and referrers', async () => {
    const routes = [
      '/healthz',
      '/api/v1/tasks',
      '/api/v1/openapi.json',
      '/docs/',
      '/nowhere',
      '/%ff',
      '/api/v1/tasks/x',
    ];
    for (const route of [...routes.map((path) => `GET ${path}`), 'POST /api/auth/sign-out']) {
      const { headers } = await send(route);
      assert.match(String(headers['x-request-id']), /^[\da-f-]{36}$/, route);
      assert.equal(headers['x-content-type-options'], 'nosniff', route);
      assert.equal(headers['referrer-policy'], 'no-referrer', route);
    }
  });

  it('keeps browsers on https for a year, where LECTERN_PUBLIC_URL is https (RFC 6797 §6.1)', async () => {
    const secure = await openTestApp({ LECTERN_PUBLIC_URL: 'https://lectern.example.org' });
    for (const route of ['GET /healthz', 'GET /api/v1/tasks', 'GET /nowhere', 'GET /docs/', 'GET /%ff']) {
      assert.equal(
        (await secure.send(route)).headers['strict-transport-security'],
        'max-age=31536000',
        route,
      );
      assert.equal((await send(route)).headers['strict-transport-security'], undefined, route);
    }
  });

  it('has a request id of the server, whatever the client sends', async () => {
    const { headers } = await send('GET /healthz', undefined, {
      'x-request-id': 'forged',
      'request-id': 'forged',
    });
    assert.notEqual(headers['x-request-id'], 'forged');
  });
});
