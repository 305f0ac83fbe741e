import { encodeObjectKey, percentEncode } from '../../../signing/percent-encoding.ts';
import { LecternError } from '../../errors.ts';
import type { SwiftSettings } from '../settings.ts';
import { storageUnavailable } from '../storage-unavailable.ts';

export interface SwiftConnection {
  /** Asks for an object, or for the container when there is no key; renews a token that has expired once. */
  ask(method: string, options: SwiftRequest): Promise<Response>;
}

export interface SwiftRequest {
  readonly key?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Can be sent once, so with a body no request is repeated. */
  readonly body?: AsyncIterable<Uint8Array>;
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
      redirect: 'manual', // the key is for this address only
      signal,
    });
    await response.body?.cancel();
    const given = response.headers.get('x-auth-token');
    if (!response.ok || given === null) throw swiftRefusal('the sign-in', response.status);
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
          // A range is one of the bytes as they are stored.
          headers: { ...headers, 'accept-encoding': 'identity', 'x-auth-token': await currentToken(signal) },
          redirect: 'manual',
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

const remedies: Readonly<Record<number, string>> = {
  401: 'check SWIFT_USER and SWIFT_KEY',
  403: 'allow SWIFT_USER to read, write, list and delete in SWIFT_CONTAINER',
  404: 'make the container, or correct SWIFT_CONTAINER and SWIFT_URL',
  413: 'make room in the account or the container',
};

/** What to tell about an answer that is no success; its status is all that Swift tells reliably. */
export function swiftRefusal(request: string, status: number): LecternError {
  const cause = new Error(`Swift answered ${request} with ${status}`);
  const remedy = remedies[status];
  if (remedy === undefined) return storageUnavailable(cause);
  const message = `The file storage does not work: ${cause.message}. The operator must ${remedy}.`;
  return new LecternError('storage-unavailable', message, { cause });
}
