import { AsyncLocalStorage } from 'node:async_hooks';
import type * as Api from '@opentelemetry/api';
import type { ServedRequest, Tracing } from '../../lib/tracing.ts';

export interface TracingParts {
  readonly api: typeof Api;
  readonly tracer: Api.Tracer;
  readonly propagator: Api.TextMapPropagator;
}

/**
 * Creates spans with a private tracer. With OpenTelemetry's global tracer, packages would add spans that contain error
 * messages and other data.
 */
export function createTracing({ api, tracer, propagator }: TracingParts): Tracing & {
  /** The header fields that propagate the trace to outgoing requests; none outside a request. */
  outgoing(): Readonly<Record<string, string>>;
} {
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, defaultTextMapGetter, defaultTextMapSetter } = api;
  const current = new AsyncLocalStorage<Api.Context>();

  /** Ends a span outside the request's context; otherwise the timer that sends spans would belong to the request. */
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

/** The code of an error, else its class. Omits the message, which may contain anything. */
function typeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? typeof error);
}
