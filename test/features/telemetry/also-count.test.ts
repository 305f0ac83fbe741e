import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createMetrics } from '../../../src/api/metrics.ts';
import { alsoCount } from '../../../src/features/telemetry/also-count.ts';

it('OpenTelemetry counts all that Prometheus does', async () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const provider = new MeterProvider({ readers: [reader] });
  const own = createMetrics();
  const metrics = alsoCount(own, provider.getMeter('lectern'));
  const calls = {
    onRequest: () => metrics.onRequest('/api/v1/me', 'GET', 200, 0.01),
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
    Object.keys(own)
      .filter((name) => name.startsWith('on'))
      .toSorted(),
  );
  for (const call of Object.values(calls)) call();
  await reader.forceFlush();
  const counted = exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .map(({ descriptor, dataPoints }) => `${descriptor.name} ${dataPoints.length}`);
  await provider.shutdown();
  assert.deepEqual(counted.toSorted(), [
    'http.server.request.duration 1',
    'lectern.change_streams 1',
    'lectern.issued_urls 1',
    'lectern.mails 1',
    'lectern.overload_refusals 1',
    'lectern.redemptions 1',
    'lectern.refused_connections 1',
    'lectern.uploads 1',
  ]);
  const prometheus = await (await own.read()).metrics();
  assert.match(prometheus, /lectern_mails_total\{kind="invitation",event="sent"\} 1/);
});
