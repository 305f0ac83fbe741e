import { AsyncLocalStorage } from 'node:async_hooks';
import type * as Api from '@opentelemetry/api';
import type { ServedRequest, Tracing } from '../../lib/tracing.ts';

export interface TracingParts {
  readonly api: typeof Api;
  readonly tracer: Api.Tracer;
  readonly propagator: Api.TextMapPropagator;
}

/**
 * Spans by a tracer that is known here alone. It is not the global one of OpenTelemetry, by which packages would add
 * spans of their own, with messages of errors and whatever else they think of.
 */
export function createTracing({ api, tracer, propagator }: TracingParts): Tracing & {
  /** The header fields that hand the trace on to whoever is asked now; none outside of a request. */
  outgoing(): Readonly<Record<string, string>>;
} {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, defaultTextMapGetter, defaultTextMapSetter } = api;
  const current = new AsyncLocalStorage<Api.Context>();

  /** Outside of the request, or the timer that sends spans would run as a part of it. */
  const end = (span: Api.Span) => current.exit(() => span.end());

  return {
    around: (name, step, factsOf) => {
      const traced: typeof step = async (...args) => {
        const parent = current.getStore() ?? ROOT_CONTEXT;
        const span = tracer.startSpan(name, { attributes: factsOf?.(...args) ?? {} }, parent);
        try {
          return await current.run(trace.setSpan(parent, span), () => step(...args));
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          span.setAttribute('error.type', typeOf(error));
          throw error;
        } finally {
          end(span);
        }
      };
      return traced;
    },
    serve(method, headers): ServedRequest {
      const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const attributes = { 'http.request.method': method };
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
      const own = trace.setSpan(parent, span);
      return {
        run: (step) => current.run(own, step),
        end({ route, status }) {
          if (route !== undefined) {
            span.updateName(`${method} ${route}`);
            span.setAttribute('http.route', route);
          }
          span.setAttribute('http.response.status_code', status);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          end(span);
        },
      };
    },
    outgoing() {
      const fields: Record<string, string> = {};
      const context = current.getStore();
      if (context !== undefined) propagator.inject(context, fields, defaultTextMapSetter);
      return fields;
    },
  };
}

/** The code of an error of ours, else its class. Its message may have anything in it. */
function typeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? typeof error);
}
