import assert from 'node:assert/strict';
import { it } from 'node:test';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createMetrics } from '../../../src/api/metrics.ts';
import { createRegistryProducer } from '../../../src/features/telemetry/registry-producer.ts';

it('OpenTelemetry exports every counter, under its OpenTelemetry name', async () => {
  const metrics = createMetrics();
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const metricProducers = [createRegistryProducer(metrics.registry, emptyResource())];
  const reader = new PeriodicExportingMetricReader({ exporter, metricProducers });
  const provider = new MeterProvider({ readers: [reader] });
  const calls = {
    onRequest: () => metrics.onRequest('/api/v1/me', 'GET', 200, 0.125),
    onIssue: () => metrics.onIssue('stable'),
    onRedeem: () => metrics.onRedeem('ok'),
    onUpload: () => metrics.onUpload('stored'),
    onOverload: () => metrics.onOverload('requests'),
    onRefusedConnection: () => metrics.onRefusedConnection('api', 'address'),
    onChangeStreams: () => metrics.onChangeStreams(3),
    onMail: () => metrics.onMail('invitation', 'sent'),
  };
  assert.deepEqual(
    Object.keys(calls).toSorted(),
    Object.keys(metrics)
      .filter((name) => name.startsWith('on'))
      .toSorted(),
  );
  for (const call of Object.values(calls)) call();
  metrics.onMail('invitation', 'sent');
  await reader.forceFlush();
  const [sent] = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  await provider.shutdown();
  const points = sent?.metrics.map(({ descriptor: { name, unit }, dataPoints }) => {
    const [point, ...others] = dataPoints;
    assert.deepEqual(others, []);
    return [name, unit, point?.attributes, point?.value];
  });
  assert.equal(sent?.scope.name, 'lectern');
  assert.deepEqual(points, [
    [
      'http.server.request.duration',
      's',
      { 'http.request.method': 'GET', 'http.route': '/api/v1/me', 'http.response.status_code': 200 },
      {
        sum: 0.125,
        count: 1,
        buckets: { boundaries: [0.001, 0.005, 0.025, 0.1, 0.5, 2], counts: [0, 0, 0, 0, 1, 0, 0] },
      },
    ],
    ['lectern.issued_urls', '', { lifetime: 'stable' }, 1],
    ['lectern.redemptions', '', { outcome: 'ok' }, 1],
    ['lectern.uploads', '', { outcome: 'stored' }, 1],
    ['lectern.overload_refusals', '', { sign: 'requests' }, 1],
    ['lectern.refused_connections', '', { listener: 'api', reason: 'address' }, 1],
    ['lectern.change_streams', '', {}, 3],
    ['lectern.mails', '', { kind: 'invitation', event: 'sent' }, 2],
  ]);
});
