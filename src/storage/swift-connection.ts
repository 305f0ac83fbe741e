import { encodeObjectKey, percentEncode } from '../signing/percent-encoding.ts';
import type { SwiftSettings } from './settings.ts';

export interface SwiftConnection {
  /** Asks for an object, or for the container when there is no key; renews a token that has expired once. */
  ask(method: string, options: SwiftRequest): Promise<Response>;
}

export interface SwiftRequest {
  readonly key?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Can be sent once, so with a body no request is repeated. */
  readonly body?: ReadableStream<Uint8Array>;
  readonly signal: AbortSignal;
}

/** `https://host/v1/AUTH_account`: as given, or else the account of the user as TempAuth names it. */
export function swiftAccountUrl({ url, user }: SwiftSettings): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/' ? `${origin}/v1/AUTH_${percentEncode(user.split(':')[0] ?? '')}` : url;
}

/** By an auth token of version 1 (OpenStack Swift, TempAuth). Asks nobody yet. */
export function connectSwift(settings: SwiftSettings): SwiftConnection {
  const container = `${swiftAccountUrl(settings)}/${percentEncode(settings.container)}`;
  let token: Promise<string> | undefined;

  async function newToken(signal: AbortSignal): Promise<string> {
    const response = await fetch(`${new URL(settings.url).origin}/auth/v1.0`, {
      headers: { 'x-auth-user': settings.user, 'x-auth-key': settings.key },
      signal,
    });
    await response.body?.cancel();
    const given = response.headers.get('x-auth-token');
    if (!response.ok || given === null) throw new SwiftError('the sign-in', response.status);
    return given;
  }

  /** Kept for all requests; a failure is not. */
  async function currentToken(signal: AbortSignal): Promise<string> {
    token ??= newToken(signal);
    try {
      return await token;
    } catch (error) {
      token = undefined;
      throw error;
    }
  }

  return {
    async ask(method, { key, query = '', headers = {}, body, signal }) {
      const url = `${container}${key === undefined ? '' : `/${encodeObjectKey(key)}`}${query}`;
      const send = async () =>
        fetch(url, {
          method,
          headers: { ...headers, 'x-auth-token': await currentToken(signal) },
          signal,
          ...(body ? { body, duplex: 'half' } : {}),
        });
      const response = await send();
      if (response.status !== 401) return response;
      token = undefined;
      if (body) return response;
      await response.body?.cancel();
      return send();
    },
  };
}

/** An answer that is no success; its status is all that Swift tells reliably. */
export class SwiftError extends Error {
  override readonly name = 'SwiftError';
  readonly status: number;

  constructor(what: string, status: number) {
    super(`Swift answered ${what} with ${status}`);
    this.status = status;
  }
}
