import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Gauge, Histogram, Registry } from 'prom-client';
import { summarizeMetrics } from '../../src/api/summarize-metrics.ts';
import { openTestApp } from '../support/app.ts';

/** By route and status, the number of requests for each duration in seconds. */
type Requests = Readonly<Record<string, ReadonlyArray<readonly [seconds: number, count: number]>>>;

async function summaryOf(requests: Requests) {
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'lectern_http_request_duration_seconds',
    help: 'As in src/api/metrics.ts, with other buckets.',
    labelNames: ['route', 'status'],
    buckets: [0.25, 0.75],
    registers: [registry],
  });
  for (const [asked, counts] of Object.entries(requests)) {
    const [route = '', status = ''] = asked.split(' ');
    for (const [seconds, count] of counts) {
      for (let at = 0; at < count; at += 1) histogram.observe({ route, status }, seconds);
    }
  }
  return summarizeMetrics(await registry.getMetricsAsJSON());
}

describe('the summary of the metrics', () => {
  it('adds up routes, and estimates quantiles like histogram_quantile', async () => {
    const a: Requests[''] = [
      [0.1, 40],
      [0.5, 10],
    ];
    const b: Requests[''] = [
      [0.5, 10],
      [2, 40],
    ];
    const { requests } = await summaryOf({ '/a 200': a, '/b 404': b });
    // By hand: 40 of 100 take up to 0.25 s, 60 up to 0.75 s. The 50th is in the middle of the second bucket.
    assert.deepEqual(requests, {
      total: 100,
      byStatusClass: { '2xx': 50, '4xx': 50 },
      p50Seconds: 0.5,
      p99Seconds: 0.75,
    });
  });

  it('counts sign-ins with a password', async () => {
    const route = '/api/auth/sign-in/email';
    const { signIns } = await summaryOf({ [`${route} 200`]: [[0.1, 3]], [`${route} 401`]: [[0.1, 2]] });
    assert.deepEqual(signIns, { succeeded: 3, refused: 2 });
  });

  it('has no quantiles without requests, and null for values that were not measured', async () => {
    const registry = new Registry();
    const [name, help] = ['nodejs_eventloop_lag_p99_seconds', 'Not measured yet.'];
    new Gauge({ name, help, registers: [registry] }).set(Number.NaN);
    const summary = summarizeMetrics(await registry.getMetricsAsJSON());
    assert.deepEqual(summary, {
      requests: { total: 0, byStatusClass: {}, p50Seconds: null, p99Seconds: null },
      signIns: { succeeded: 0, refused: 0 },
      issuedUrls: { stable: 0, fresh: 0 },
      redemptions: {},
      uploads: {},
      overloadRefusals: {},
      residentMemoryBytes: null,
      eventLoopLagP99Seconds: null,
    });
  });

  it('is for admins, with the numbers of /metrics', async () => {
    const { clock, person, task, publish } = await openTestApp();
    const [admin, teacher] = [await person('admin'), await person('teacher')];
    const { id } = await task(teacher);
    await publish({ id }, teacher);
    await teacher.send(`GET /api/v1/tasks/${id}`);
    await teacher.send(`POST /api/v1/tasks/${id}/description-url`);
    await teacher.send('GET /api/v1/tasks/unknown');
    const { status, body } = await admin.send('GET /api/v1/metrics-summary');
    assert.equal(status, 200);
    assert.equal(Date.parse(body.serverTime), clock.nowMs());
    assert.ok(Number.isInteger(body.uptimeSeconds));
    assert.deepEqual(body.requests.byStatusClass, { '2xx': 2, '4xx': 1 });
    assert.equal(body.requests.total, 3);
    assert.ok(body.requests.p50Seconds > 0 && body.requests.p99Seconds >= body.requests.p50Seconds);
    assert.deepEqual(body.issuedUrls, { stable: 1, fresh: 1 });
    assert.deepEqual(body.redemptions, {});
    assert.ok(body.residentMemoryBytes > 1_000_000);
  });
});
