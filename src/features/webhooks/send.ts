import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { messageOf } from '../../lib/errors.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { assertTarget, createLookup, type TargetRules } from './targets.ts';

/** What came of a request. Nothing of the reply is kept but its status. */
export interface Outcome {
  /** Null without a reply. */
  readonly status: number | null;
  /** Undefined after a success. */
  readonly failure?: string;
}

const timeoutMs = 5000;

/** Sends one request, and follows no redirect. Never rejects. */
export async function send(
  url: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  rules: TargetRules,
): Promise<Outcome> {
  try {
    const status = await withTimeout(timeoutMs, (signal) =>
      post(new URL(url), { headers, body, signal }, rules),
    );
    return status >= 200 && status < 300 ? { status } : { status, failure: `replied ${status}` };
  } catch (error) {
    return { status: null, failure: reasonOf(error).slice(0, 200) };
  }
}

/** Node's error for several addresses that refuse has a code, and no message. */
const reasonOf = (error: unknown) => messageOf(error) || String((error as NodeJS.ErrnoException).code);

/** @returns the status */
async function post(
  url: URL,
  request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly signal: AbortSignal;
  },
  rules: TargetRules,
): Promise<number> {
  const { headers, body, signal } = request;
  assertTarget(url, rules);
  const open = url.protocol === 'https:' ? requestHttps : requestHttp;
  const replied = Promise.withResolvers<number>();
  const sent = open(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Lectern',
    },
    // Of its own, because a kept connection would skip the check of the address.
    agent: false,
    lookup: createLookup(url, rules),
    signal,
  });
  sent.once('response', (response) => {
    replied.resolve(response.statusCode ?? 0);
    response.destroy();
  });
  sent.on('error', replied.reject);
  sent.end(body);
  return replied.promise;
}
