import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePrometheusText } from '../../src/http/prometheus-text.ts';
import { summarizeMetrics } from '../../src/http/summarize-metrics.ts';
import { openTestApp } from '../support/app.ts';

describe('text in the format of Prometheus', () => {
  it('is read as its documentation shows it', () => {
    // From "Text format example", https://prometheus.io/docs/instrumenting/exposition_formats/, without times.
    const example = String.raw`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47

http_request_duration_seconds_bucket{le="+Inf"} 144320
something_weird{problem="division by zero"} +Inf
`;
    assert.deepEqual(parsePrometheusText(example), [
      { name: 'http_requests_total', labels: { method: 'post', code: '200' }, value: 1027 },
      {
        name: 'msdos_file_access_time_seconds',
        labels: { path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' },
        value: 1458255915,
      },
      { name: 'metric_without_timestamp_and_labels', labels: {}, value: 12.47 },
      { name: 'http_request_duration_seconds_bucket', labels: { le: '+Inf' }, value: 144320 },
      { name: 'something_weird', labels: { problem: 'division by zero' }, value: Number.POSITIVE_INFINITY },
    ]);
  });
});

/** A histogram of one route and status; counts are cumulative. */
const histogram = (labels: string, counts: ReadonlyArray<readonly [string, number]>) =>
  [
    ...counts.map(
      ([le, count]) => `lectern_http_request_duration_seconds_bucket{le="${le}",${labels}} ${count}`,
    ),
    `lectern_http_request_duration_seconds_count{${labels}} ${counts.at(-1)?.[1]}`,
  ].join('\n');

describe('the summary of the metrics', () => {
  it('adds up routes, and estimates quantiles as histogram_quantile does', () => {
    const { requests } = summarizeMetrics(
      [
        histogram('route="/a",status="200"', [
          ['0.25', 40],
          ['0.75', 50],
          ['+Inf', 50],
        ]),
        histogram('route="/b",status="404"', [
          ['0.25', 0],
          ['0.75', 10],
          ['+Inf', 50],
        ]),
      ].join('\n'),
    );
    // By hand: 40 of 100 take up to 0.25 s, 60 up to 0.75 s. The 50th lies half-way into the second bucket.
    assert.deepEqual(requests, {
      total: 100,
      byStatusClass: { '2xx': 50, '4xx': 50 },
      p50Seconds: 0.5,
      p99Seconds: 0.75,
      buckets: [
        { upToSeconds: 0.25, requests: 40 },
        { upToSeconds: 0.75, requests: 20 },
        { upToSeconds: null, requests: 40 },
      ],
    });
  });

  it('has no quantiles of no requests, and null for what was not measured', () => {
    const summary = summarizeMetrics('nodejs_eventloop_lag_p99_seconds Nan\n');
    assert.deepEqual(summary, {
      requests: { total: 0, byStatusClass: {}, p50Seconds: null, p99Seconds: null, buckets: [] },
      issuedUrls: { stable: 0, fresh: 0 },
      redemptions: {},
      uploads: {},
      overloadRefusals: {},
      residentMemoryBytes: null,
      eventLoopLagP99Seconds: null,
    });
  });

  it('is given to admins, with the numbers of /metrics', async () => {
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
    assert.equal(body.requests.buckets.length, 7); // as many as the histogram has, and one without a limit
    assert.ok(body.requests.p50Seconds > 0 && body.requests.p99Seconds >= body.requests.p50Seconds);
    assert.deepEqual(body.issuedUrls, { stable: 1, fresh: 1 });
    assert.deepEqual(body.redemptions, {});
    assert.ok(body.residentMemoryBytes > 1_000_000);
  });
});
