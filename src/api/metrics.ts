import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OnMail } from '../domain/accounts/mail-queue.ts';
import type { ConnectionRefusal } from '../lib/listener/limit-connections.ts';
import { watchEventLoopLag } from './event-loop-lag.ts';
import type { OverloadSign } from './plugins/overload.ts';

/** What is counted and measured, and shown by `/metrics`. */
export interface Metrics {
  onRequest(route: string, method: string, status: number, seconds: number): void;
  onIssue(lifetime: 'stable' | 'fresh'): void;
  onRedeem(outcome: string): void;
  onUpload(outcome: string): void;
  onOverload(sign: OverloadSign): void;
  onRefusedConnection(listener: 'api' | 'files', refusal: ConnectionRefusal): void;
  /** Told how many streams of changes are open. */
  onChangeStreams(open: number): void;
  readonly onMail: OnMail;
  /** The metrics of this process. */
  readonly registry: Registry;
  /** The metrics of this process, or of all workers as one. Reading them changes none. */
  read(): Promise<Registry>;
}

/** From the registry of this process to the metrics that it shows. */
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
  const refusedConnections = new Counter({
    name: 'lectern_refused_connections_total',
    help: 'Connections that were closed without an answer, by what there were too many of.',
    labelNames: ['listener', 'reason'],
    registers,
  });
  const changeStreams = new Gauge({
    name: 'lectern_change_streams',
    help: 'Readers who are told of changes by a stream that is open now.',
    registers,
  });
  const mails = new Counter({
    name: 'lectern_mails_total',
    help: 'E-mail by kind, and by what happened to it: queued, sent, retried, refused, expired or dropped.',
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

/** Memory, CPU and the like by prom-client, but for its event-loop lag, which never wakes up and is replaced. */
function collectProcessMetrics(register: Registry): void {
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 2 ** 31 - 1 });
  for (const { name } of register.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag_')) register.removeSingleMetric(name);
  }
  watchEventLoopLag(register);
}
