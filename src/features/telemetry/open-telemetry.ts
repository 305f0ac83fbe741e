import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Registry } from 'prom-client';
import { withTimeout } from '../../lib/timeout.ts';
import { noTracing } from '../../lib/tracing.ts';
import type { Telemetry } from '../feature.ts';
import { createTracing } from './create-tracing.ts';
import { type OtelSettings, readOtelSettings } from './otel-settings.ts';

/** Less than the grace period of a stopping server. */
const closeTimeoutMs = 2000;
const metricTimeoutMs = 10_000;

/**
 * Sends traces and metrics through OTLP (http/json) if the standard variables name an endpoint
 * (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables); otherwise loads nothing.
 * @throws OperatorError when a variable is invalid
 */
export async function openTelemetry(env: NodeJS.ProcessEnv, version: string): Promise<Telemetry | undefined> {
  const settings = readOtelSettings(env);
  return settings && load(settings, version);
}

async function load(settings: OtelSettings, version: string): Promise<Telemetry> {
  const { detectResources, envDetector, resourceFromAttributes, serviceInstanceIdDetector } = await import(
    '@opentelemetry/resources'
  );
  // From the environment and a random id, with nothing about the command line or the machine.
  const resource = resourceFromAttributes({ 'service.name': 'lectern', 'service.version': version }).merge(
    detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }),
  );
  const traces = settings.traces ? await loadTraces(settings, resource) : undefined;
  const metrics = settings.metrics ? await loadMetrics(settings, resource) : undefined;
  return {
    tracing: traces?.tracing ?? noTracing,
    sendMetrics: (registry) => metrics?.send(registry),
    async close() {
      const closing = withTimeout(closeTimeoutMs, () => Promise.all([traces?.close(), metrics?.close()]));
      await closing.catch(() => {}); // the collector may be down
    },
  };
}

type Resource = import('@opentelemetry/resources').Resource;

async function loadTraces(settings: OtelSettings, resource: Resource) {
  const api = await import('@opentelemetry/api');
  const { W3CTraceContextPropagator } = await import('@opentelemetry/core');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const sdk = await import('@opentelemetry/sdk-trace');
  const { spanDelayMs, maxQueuedSpans } = settings;
  const provider = new sdk.TracerProvider({
    resource,
    sampler: samplerOf(settings.sampler, sdk),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: spanDelayMs,
        maxQueueSize: maxQueuedSpans,
        maxExportBatchSize: Math.min(512, maxQueuedSpans),
      }),
    ],
  });
  const tracer = provider.getTracer('lectern');
  const tracing = createTracing({ api, tracer, propagator: new W3CTraceContextPropagator() });
  const stop = propagateTraceContext(tracing.outgoing);
  return {
    tracing,
    close() {
      stop();
      return provider.shutdown();
    },
  };
}

function samplerOf(
  { name, ratio }: OtelSettings['sampler'],
  sdk: typeof import('@opentelemetry/sdk-trace'),
): import('@opentelemetry/sdk-trace').Sampler {
  if (name.startsWith('parentbased_')) {
    return new sdk.ParentBasedSampler({
      root: samplerOf({ name: name.slice('parentbased_'.length), ratio }, sdk),
    });
  }
  if (name === 'traceidratio') return new sdk.TraceIdRatioBasedSampler(ratio);
  return name === 'always_off' ? new sdk.AlwaysOffSampler() : new sdk.AlwaysOnSampler();
}

async function loadMetrics({ metricIntervalMs }: OtelSettings, resource: Resource) {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http');
  const { MeterProvider, PeriodicExportingMetricReader } = await import('@opentelemetry/sdk-metrics');
  const { createRegistryProducer } = await import('./registry-producer.ts');
  let provider: import('@opentelemetry/sdk-metrics').MeterProvider | undefined;
  return {
    send(registry: Registry) {
      const reader = new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(),
        exportIntervalMillis: metricIntervalMs,
        exportTimeoutMillis: Math.min(metricTimeoutMs, metricIntervalMs),
        metricProducers: [createRegistryProducer(registry, resource)],
      });
      provider = new MeterProvider({ resource, readers: [reader] });
    },
    close: () => provider?.shutdown(),
  };
}

/** A `fetch` request, as undici describes it (its documentation, "Diagnostics Channel Support"). */
interface FetchRequest {
  addHeader(name: string, value: string): void;
}

const requestChannels = ['undici:request:create', 'http.client.request.created'];

/**
 * Adds header fields to every request that this process sends through `fetch` or `node:http`, from any library.
 * @returns a function that stops it
 */
function propagateTraceContext(outgoing: () => Readonly<Record<string, string>>): () => void {
  const onRequest = (message: unknown) => {
    const { request } = message as { request: FetchRequest | ClientRequest };
    for (const [name, value] of Object.entries(outgoing())) {
      if ('addHeader' in request) request.addHeader(name, value);
      else request.setHeader(name, value);
    }
  };
  for (const channel of requestChannels) subscribe(channel, onRequest);
  return () => {
    for (const channel of requestChannels) unsubscribe(channel, onRequest);
  };
}
