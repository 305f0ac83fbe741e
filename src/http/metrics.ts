import { Counter, collectDefaultMetrics, Histogram, type PrometheusContentType, Registry } from 'prom-client';
import type { OverloadSign } from './overload.ts';

/** What `/metrics` shows, in Prometheus's text format. */
export interface Metrics {
  onRequest(route: string, method: string, status: number, seconds: number): void;
  onIssue(lifetime: 'stable' | 'fresh'): void;
  onRedeem(outcome: string): void;
  onUpload(outcome: string): void;
  onOverload(sign: OverloadSign): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** From a registry to its text. */
export type ShowMetrics = (registry: Registry<PrometheusContentType>) => () => Promise<string>;

const ofThisProcess: ShowMetrics = (registry) => () => registry.metrics();

export function createMetrics(show = ofThisProcess): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Memory, CPU, and the event-loop lag among them.
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'lectern_http_request_duration_seconds',
    help: 'API requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2],
    registers,
  });
  const issues = new Counter({
    name: 'lectern_issued_urls_total',
    help: 'Signed URLs that were given, by lifetime.',
    labelNames: ['lifetime'],
    registers,
  });
  const redemptions = new Counter({
    name: 'lectern_redemptions_total',
    help: 'Signed URLs that were presented to the file server, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const uploads = new Counter({
    name: 'lectern_uploads_total',
    help: 'Uploads to the file server, by outcome.',
    labelNames: ['outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'lectern_overload_refusals_total',
    help: 'Requests that were refused as soon as they arrived, by the sign of overload.',
    labelNames: ['sign'],
    registers,
  });
  return {
    onRequest: (route, method, status, seconds) => requests.observe({ method, route, status }, seconds),
    onIssue: (lifetime) => issues.inc({ lifetime }),
    onRedeem: (outcome) => redemptions.inc({ outcome }),
    onUpload: (outcome) => uploads.inc({ outcome }),
    onOverload: (sign) => refusals.inc({ sign }),
    contentType: registry.contentType,
    text: show(registry),
  };
}
