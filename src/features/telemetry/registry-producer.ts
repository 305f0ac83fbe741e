import { type Attributes, ValueType } from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type Histogram,
  type MetricData,
  type MetricProducer,
  DataPointType as types,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValueWithName, Registry } from 'prom-client';

type Sample = MetricValueWithName<string>;

/** Names from OpenTelemetry's semantic conventions. Other metrics keep their names, with a dot. */
const requestDuration = 'lectern_http_request_duration_seconds';
const conventional: Readonly<Record<string, string>> = {
  [requestDuration]: 'http.server.request.duration',
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
};

/** Converts Lectern's metrics of a Prometheus registry for an OpenTelemetry exporter. They are cumulative. */
export function createRegistryProducer(registry: Registry, resource: Resource): MetricProducer {
  const startTime = hrTime();

  function convert({ name, help, values }: MetricObjectWithValues<Sample>): MetricData {
    const endTime = hrTime();
    const pointsOf = <T>(points: ReadonlyArray<readonly [Attributes, T]>) =>
      points.map(([attributes, value]) => ({ startTime, endTime, attributes, value }));
    const numbers = () => pointsOf(values.map(({ labels, value }) => [labels, value]));
    const ownName = name.replace('_', '.').replace(/_total$/, '');
    const descriptor = {
      name: conventional[name] ?? ownName,
      description: help,
      unit: '',
      valueType: ValueType.DOUBLE,
    };
    const common = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE };
    if (name === requestDuration) {
      const dataPoints = pointsOf(histogramsOf(values));
      return {
        ...common,
        descriptor: { ...descriptor, unit: 's' },
        dataPointType: types.HISTOGRAM,
        dataPoints,
      };
    }
    if (!name.endsWith('_total')) return { ...common, dataPointType: types.GAUGE, dataPoints: numbers() };
    return { ...common, dataPointType: types.SUM, isMonotonic: true, dataPoints: numbers() };
  }

  return {
    async collect() {
      const all = await registry.getMetricsAsJSON();
      const metrics = all.filter(({ name }) => name.startsWith('lectern_')).map(convert);
      const scopeMetrics = [{ scope: { name: 'lectern' }, metrics }];
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] };
    },
  };
}

/** Prometheus counts all samples up to a bucket's bound; OpenTelemetry only those in the bucket. */
function histogramsOf(samples: ReadonlyArray<Sample>): ReadonlyArray<readonly [Attributes, Histogram]> {
  const series = Map.groupBy(samples, ({ labels: { le: _, ...labels } }) => JSON.stringify(labels));
  return [...series].map(([labels, samples]) => {
    const named = (suffix: string) => samples.filter(({ metricName }) => metricName?.endsWith(suffix));
    const [sum = 0, count = 0] = [...named('_sum'), ...named('_count')].map(({ value }) => value);
    const buckets = named('_bucket');
    const attributes = Object.entries(JSON.parse(labels)).map(([label, value]) => [
      conventional[label],
      value,
    ]);
    return [
      Object.fromEntries(attributes),
      {
        sum,
        count,
        buckets: {
          boundaries: buckets.slice(0, -1).map(({ labels }) => Number(labels['le'])), // the last is +Inf
          counts: buckets.map(({ value }, at) => value - (buckets[at - 1]?.value ?? 0)),
        },
      },
    ];
  });
}
