import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OnMail } from '../domain/accounts/mail-queue.ts';
import type { ConnectionRefusal } from '../lib/listener/limit-connections.ts';
import { watchEventLoopLag } from './event-loop-lag.ts';
import type { OverloadSign } from './plugins/overload.ts';

/** The metrics that `/metrics` shows. */
export interface Metrics {
  onRequest(route: string, method: string, status: number, seconds: number): void;
  onIssue(lifetime: 'stable' | 'fresh'): void;
  onRedeem(outcome: string): void;
  onUpload(outcome: string): void;
  onOverload(sign: OverloadSign): void;
  onRefusedConnection(listener: 'api' | 'files', refusal: ConnectionRefusal): void;
  /** Sets the number of open streams of changes. */
  onChangeStreams(open: number): void;
  readonly onMail: OnMail;
  /** The metrics of this process. */
  readonly registry: Registry;
  /** The metrics of this process, or of all workers together. Reading resets nothing. */
  read(): Promise<Registry>;
}

/** Makes a function that reads all metrics, given the registry of this process. */
export type ReadMetrics = (own: Registry) => () => Promise<Registry>;

const readOwn: ReadMetrics = (own) => async () => own;

/** @param readMetrics adds the metrics of other workers to those of this process */
export function createMetrics(readMetrics = readOwn): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectProcessMetrics(registry);
  const requests = new Histogram({
    name: 'lectern_http_request_duration_seconds',
    help: 'API requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2],
    registers,
  });
  const issues = new Counter({
    name: 'lectern_issued_urls_total',
    help: 'Issued signed URLs, by lifetime.',
    labelNames: ['lifetime'],
    registers,
  });
  const redemptions = new Counter({
    name: 'lectern_redemptions_total',
    help: 'Signed URLs requested from the file server, by outcome.',
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
    help: 'Requests refused on arrival because of overload, by its sign.',
    labelNames: ['sign'],
    registers,
  });
  const refusedConnections = new Counter({
    name: 'lectern_refused_connections_total',
    help: 'Connections closed without a reply, by the limit that was exceeded.',
    labelNames: ['listener', 'reason'],
    registers,
  });
  const changeStreams = new Gauge({
    name: 'lectern_change_streams',
    help: 'Open streams that notify readers of changes.',
    registers,
  });
  const mails = new Counter({
    name: 'lectern_mails_total',
    help: 'E-mail by kind and event: queued, sent, retried, refused, expired or dropped.',
    labelNames: ['kind', 'event'],
    registers,
  });
  return {
    onRequest: (route, method, status, seconds) => requests.observe({ method, route, status }, seconds),
    onIssue: (lifetime) => issues.inc({ lifetime }),
    onRedeem: (outcome) => redemptions.inc({ outcome }),
    onUpload: (outcome) => uploads.inc({ outcome }),
    onOverload: (sign) => refusals.inc({ sign }),
    onRefusedConnection: (listener, reason) => refusedConnections.inc({ listener, reason }),
    onChangeStreams: (open) => changeStreams.set(open),
    onMail: (kind, event) => mails.inc({ kind, event }),
    registry,
    read: readMetrics(registry),
  };
}

/** Memory, CPU and more from prom-client. Its event-loop lag, set to sample almost never, is replaced. */
function collectProcessMetrics(register: Registry): void {
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 2 ** 31 - 1 });
  for (const { name } of register.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag_')) register.removeSingleMetric(name);
  }
  watchEventLoopLag(register);
}
