import { OperatorError } from '../../lib/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the OpenTelemetry specification that its packages for Node do not read. */
export interface OtelSettings {
  readonly traces: boolean;
  readonly metrics: boolean;
  readonly sampler: { readonly name: string; readonly ratio: number };
  /** Milliseconds. */
  readonly metricIntervalMs: number;
  readonly spanDelayMs: number;
  readonly maxQueuedSpans: number;
}

const samplers = ['always_on', 'always_off', 'traceidratio'].flatMap((name) => [name, `parentbased_${name}`]);

/** Reads the settings; undefined if nothing is to be sent. @throws OperatorError for an unsupported value */
export function readOtelSettings(env: Environment): OtelSettings | undefined {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const isSent = (signal: 'TRACES' | 'METRICS') =>
    Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]) &&
    oneOf(env, `OTEL_${signal}_EXPORTER`, ['otlp', 'none']) === 'otlp';
  const [traces, metrics] = [isSent('TRACES'), isSent('METRICS')];
  if (!traces && !metrics) return undefined;
  for (const signal of ['', 'TRACES_', 'METRICS_']) {
    oneOf(env, `OTEL_EXPORTER_OTLP_${signal}PROTOCOL`, ['http/json']);
  }
  return {
    traces,
    metrics,
    sampler: {
      name: oneOf(env, 'OTEL_TRACES_SAMPLER', ['parentbased_always_on', ...samplers]),
      ratio: numberOf(env, 'OTEL_TRACES_SAMPLER_ARG', 1, { max: 1 }),
    },
    metricIntervalMs: numberOf(env, 'OTEL_METRIC_EXPORT_INTERVAL', 60_000, { min: 1000 }),
    spanDelayMs: numberOf(env, 'OTEL_BSP_SCHEDULE_DELAY', 5000),
    maxQueuedSpans: numberOf(env, 'OTEL_BSP_MAX_QUEUE_SIZE', 2048, { min: 1, max: 1_000_000 }),
  };
}

/** The first word is the default. */
function oneOf(
  env: Environment,
  variable: string,
  words: readonly [string, ...ReadonlyArray<string>],
): string {
  const word = env[variable] || words[0];
  if (words.includes(word)) return word;
  throw new OperatorError(`${variable} must be one of ${[...new Set(words)].join(', ')}.`, {
    kind: 'settings',
  });
}

function numberOf(
  env: Environment,
  variable: string,
  fallback: number,
  { min = 0, max = 2 ** 31 - 1 } = {},
): number {
  const number = env[variable] ? Number(env[variable]) : fallback;
  if (number >= min && number <= max) return number;
  throw new OperatorError(`${variable} must be a number from ${min} to ${max}.`, { kind: 'settings' });
}
