import type { IncomingHttpHeaders } from 'node:http';

/** A request in progress, within its span. */
export interface ServedRequest {
  /** Runs a step in the context of the request, also where Node has lost it, such as after reading a body. */
  run<T>(step: () => T): T;
  /** @param route the template of its path, never the path itself; undefined if no route matched */
  end(outcome: { readonly route: string | undefined; readonly status: number }): void;
}

export type SpanAttributes = Readonly<Record<string, string | number>>;

/**
 * Measures where the time of a request goes, for OpenTelemetry. Components are wrapped where they are assembled, so they contain no tracing
 * code. Spans never contain a path, a query, a header, an id of a person, or an error message.
 */
export interface Tracing {
  /** Wraps a step in a span per call. */
  around<Args extends Array<unknown>, Result>(
    name: string,
    step: (...args: Args) => Promise<Result>,
    factsOf?: (...args: Args) => SpanAttributes,
  ): (...args: Args) => Promise<Result>;
  /** Starts the span of a request, which may have a remote parent (W3C Trace Context §3). */
  serve?(method: string, headers: IncomingHttpHeaders): ServedRequest;
}

/** Returns every step unwrapped, at no cost. */
export const noTracing: Tracing = { around: (_name, step) => step };
