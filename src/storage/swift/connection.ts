import { encodeObjectKey, percentEncode } from 'lectern-signing';
import type { SwiftSettings } from './provider.ts';

export interface SwiftConnection {
  /**
   * Sends a request for an object, or for the container if there is no key. Renews an expired token, once. Throws `SwiftRefusal` for an
   * unexpected status.
   */
  ask(method: string, options: SwiftRequest): Promise<Response>;
  /** The value of `X-Copy-From` for an object of the container. */
  copySource(key: string): string;
}

export interface SwiftRequest {
  readonly key?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Can be read only once, so a request with a body is never repeated. */
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** The status of success. Default: 200 to 299. */
  readonly expected?: number;
}

/** An unexpected response. */
export class SwiftRefusal extends Error {
  readonly status: number;
  /** False for the container and the sign-in. */
  readonly isAboutObject: boolean;

  constructor(request: string, status: number, { isAboutObject = false } = {}) {
    super(`Swift answered ${request} with ${status}`);
    this.status = status;
    this.isAboutObject = isAboutObject;
  }
}

/** `https://host/v1/AUTH_account`: as configured, or the account that TempAuth names after the user. */
export function swiftAccountUrl({ url, user }: SwiftSettings): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/' ? `${origin}/v1/AUTH_${percentEncode(user.split(':')[0] ?? '')}` : url;
}

/** Connects with an auth token of version 1 (OpenStack Swift, TempAuth). Sends nothing yet. */
export function connectSwift(settings: SwiftSettings): SwiftConnection {
  const container = `${swiftAccountUrl(settings)}/${percentEncode(settings.container)}`;
  let token: Promise<string> | undefined;

  async function newToken(signal: AbortSignal): Promise<string> {
    const response = await fetch(`${new URL(settings.url).origin}/auth/v1.0`, {
      headers: { 'x-auth-user': settings.user, 'x-auth-key': settings.key },
      redirect: 'manual', // the key is for this address only
      signal,
    });
    await response.body?.cancel();
    const given = response.headers.get('x-auth-token');
    if (!response.ok || given === null) throw new SwiftRefusal('the sign-in', response.status);
    return given;
  }

  /** All requests share one token; a failure is not cached. */
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
    copySource: (key) => `/${percentEncode(settings.container)}/${encodeObjectKey(key)}`,
    async ask(method, { key, query = '', headers = {}, body, signal, expected }) {
      const isAboutObject = key !== undefined;
      const url = `${container}${isAboutObject ? `/${encodeObjectKey(key)}` : ''}${query}`;
      const send = async () =>
        fetch(url, {
          method,
          // Ranges count the bytes as stored, so no compression.
          headers: { ...headers, 'accept-encoding': 'identity', 'x-auth-token': await currentToken(signal) },
          redirect: 'manual',
          signal,
          // Node's fetch accepts any async iterable.
          ...(body ? { body: body as unknown as ReadableStream, duplex: 'half' } : {}),
        });
      let response = await send();
      if (response.status === 401) {
        token = undefined;
        if (!body) {
          await response.body?.cancel();
          response = await send();
        }
      }
      if (expected === undefined ? response.ok : response.status === expected) return response;
      await response.body?.cancel();
      const request = isAboutObject ? method : `${method} of the container`;
      throw new SwiftRefusal(request, response.status, { isAboutObject });
    },
  };
}
