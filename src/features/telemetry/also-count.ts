import type { Meter } from '@opentelemetry/api';
import type { Metrics } from '../../api/metrics.ts';

/** What is counted, without what reads it. */
type Counting = Pick<Metrics, Extract<keyof Metrics, `on${string}`>>;

/** The same metrics, counted by a meter of OpenTelemetry as well, with the names that it has for them. */
export function alsoCount(metrics: Metrics, meter: Meter): Metrics {
  const requests = meter.createHistogram('http.server.request.duration', {
    description: 'API requests by route and status.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.025, 0.1, 0.5, 2] },
  });
  const changeStreams = meter.createGauge('lectern.change_streams', {
    description: 'Readers who are told of changes by a stream that is open now.',
  });
  const count = (name: string, description: string) => meter.createCounter(name, { description });
  const issues = count('lectern.issued_urls', 'Signed URLs that were given, by lifetime.');
  const redemptions = count('lectern.redemptions', 'Signed URLs that were presented, by outcome.');
  const uploads = count('lectern.uploads', 'Uploads to the file server, by outcome.');
  const refusals = count(
    'lectern.overload_refusals',
    'Requests refused on arrival, by the sign of overload.',
  );
  const connections = count(
    'lectern.refused_connections',
    'Connections that were closed, by what was too much.',
  );
  const mails = count('lectern.mails', 'E-mail, by kind and by what happened to it.');
  const counting: Counting = {
    onRequest(route, method, status, seconds) {
      metrics.onRequest(route, method, status, seconds);
      requests.record(seconds, {
        'http.route': route,
        'http.request.method': method,
        'http.response.status_code': status,
      });
    },
    onIssue(lifetime) {
      metrics.onIssue(lifetime);
      issues.add(1, { lifetime });
    },
    onRedeem(outcome) {
      metrics.onRedeem(outcome);
      redemptions.add(1, { outcome });
    },
    onUpload(outcome) {
      metrics.onUpload(outcome);
      uploads.add(1, { outcome });
    },
    onOverload(sign) {
      metrics.onOverload(sign);
      refusals.add(1, { sign });
    },
    onRefusedConnection(listener, reason) {
      metrics.onRefusedConnection(listener, reason);
      connections.add(1, { listener, reason });
    },
    onChangeStreams(open) {
      metrics.onChangeStreams(open);
      changeStreams.record(open);
    },
    onMail(kind, event) {
      metrics.onMail(kind, event);
      mails.add(1, { kind, event });
    },
  };
  return { ...metrics, ...counting };
}
