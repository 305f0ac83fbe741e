import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Auth } from '../domain/accounts/auth.ts';
import {
  clientAddressHeader,
  disabledReason,
  dontRememberCookieName,
  sessionCookieName,
} from '../domain/accounts/auth-settings.ts';
import { cookieValue, sessionToken } from '../domain/accounts/session-token.ts';
import { formatAddress } from '../lib/client-address.ts';
import { type ErrorCode, type ErrorReason, LecternError } from '../lib/errors.ts';

const setByUs: ReadonlySet<string> = new Set([
  'content-length',
  'content-type',
  'set-cookie',
  'cache-control',
]);

/** What better-auth gets of a request besides its body and session. */
export interface Passed {
  /** A query, without its `?`. */
  readonly query?: string;
  /** Names of cookies. */
  readonly cookies?: ReadonlyArray<string>;
  /** Instead of the route's path, for routes that do something first. */
  readonly path?: string;
  readonly body?: unknown;
}

export type AskBetterAuth = ReturnType<typeof createAskBetterAuth>;

/** Forwards requests to better-auth, for the routes in front of it. */
export function createAskBetterAuth(parts: { auth: () => Promise<Auth>; publicUrl: string }) {
  /** The response of better-auth. @throws LecternError if it refuses */
  async function ask(request: FastifyRequest, passed: Passed = {}): Promise<Response> {
    const { handler } = await parts.auth();
    const response = await handler(toWebRequest(request, parts.publicUrl, passed));
    if (response.status >= 400) throw toError(response.status, await response.text());
    return response;
  }

  return {
    ask,
    /** The JSON of its response; copies its headers and cookies to the reply. @throws LecternError if it refuses */
    async forward(request: FastifyRequest, reply: FastifyReply, passed?: Passed): Promise<unknown> {
      const response = await ask(request, passed);
      for (const [name, value] of response.headers) {
        if (!setByUs.has(name)) reply.header(name, value);
      }
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return response.json();
    },
  };
}

/**
 * The request for better-auth: to the matched route however its path was spelled, with nothing that is not passed by
 * name, and with the session that the rest of the API would find.
 */
function toWebRequest(
  request: FastifyRequest,
  publicUrl: string,
  { query = '', cookies = [], path = request.routeOptions.config.url, body = request.body }: Passed,
): Request {
  const url = new URL(path, publicUrl);
  url.search = query;
  const { client } = request;
  const headers = new Headers(client && { [clientAddressHeader]: formatAddress(client) });
  const userAgent = request.headers['user-agent'];
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  const token = sessionToken(request.headers, sessionCookieName(publicUrl));
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const passed = [dontRememberCookieName(publicUrl), ...cookies].flatMap((name) => {
    const value = cookieValue(request.headers.cookie, name);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  if (passed.length > 0) headers.set('cookie', passed.join('; '));
  if (body === undefined) return new Request(url, { method: request.method, headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, body: JSON.stringify(body) });
}

/** better-auth's `{code, message}` as one of our errors; its code becomes `reason`. */
function toError(status: number, text: string): LecternError {
  const refusal = parseRefusal(text);
  // The web app has texts for those in `errorReasons`; the others are for programs.
  const reason = refusal.code?.toLowerCase().replaceAll('_', '-') as ErrorReason | undefined;
  const facts = reason ? { facts: { reason } } : {};
  return new LecternError(
    codeFor(status, refusal.code),
    refusal.message || 'Check the request, then try again.',
    facts,
  );
}

function codeFor(status: number, reason: string | undefined): Exclude<ErrorCode, 'conflict'> {
  if (reason === 'INVALID_EMAIL_OR_PASSWORD') return 'credentials-invalid';
  if (reason === disabledReason) return 'account-disabled';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'unavailable' : 'auth-refused';
}

function parseRefusal(text: string): { code?: string; message?: string } {
  try {
    const { code, message } = JSON.parse(text);
    return { ...(code ? { code: String(code) } : {}), ...(message ? { message: String(message) } : {}) };
  } catch {
    return {};
  }
}
