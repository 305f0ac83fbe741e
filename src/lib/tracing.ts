import type { IncomingHttpHeaders } from 'node:http';

/** A request while it is served, inside of its span. */
export interface ServedRequest {
  /** Runs a step as a part of the request, also where Node has lost whose it is, as after a body was read. */
  run<T>(step: () => T): T;
  /** @param route the template of its path, never the path itself; undefined where there is none */
  end(outcome: { readonly route: string | undefined; readonly status: number }): void;
}

export type Facts = Readonly<Record<string, string | number>>;

/**
 * Where the time of a request goes, for OpenTelemetry. Parts are traced from outside, where they are put together, so
 * none of them knows of it. No span has a path, a query, a header, an id of somebody or a message of an error.
 */
export interface Tracing {
  /** Puts a span around each call of a step. */
  around<Args extends Array<unknown>, Result>(
    name: string,
    step: (...args: Args) => Promise<Result>,
    factsOf?: (...args: Args) => Facts,
  ): (...args: Args) => Promise<Result>;
  /** Begins the span of a request, which may have a parent elsewhere (W3C Trace Context §3). */
  serve?(method: string, headers: IncomingHttpHeaders): ServedRequest;
}

/** Leaves every step as it is, which costs nothing. */
export const noTracing: Tracing = { around: (_name, step) => step };
