import { createHash, randomUUID, type webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../src/lib/clock.ts';
import { patientServer } from '../support/ports.ts';

type Json = Readonly<Record<string, unknown>>;

/** How this provider misbehaves in the next sign-in. */
export interface Misbehaviour {
  /** The claims of the id token, from the correct ones. */
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  /** The whole id token, from its claims. */
  readonly idToken?: (claims: JWTPayload) => string | undefined | Promise<string>;
  /** Default: the subject of the last token. */
  readonly userinfo?: Json;
  readonly discovery?: (document: Json) => Json;
  readonly token?: readonly [status: number, body: Json];
  /** Endpoints that never answer. */
  readonly hangs?: ReadonlyArray<'discovery' | 'token' | 'jwks' | 'userinfo'>;
  /** Endpoints that answer with a megabyte more than they should. */
  readonly floods?: ReadonlyArray<'discovery' | 'token' | 'jwks' | 'userinfo'>;
  /** Statuses instead of an answer. */
  readonly fails?: Partial<Record<'discovery' | 'token' | 'jwks' | 'userinfo', number>>;
}

export interface MisbehavingProvider {
  readonly issuer: string;
  /** The settings of a Lectern whose users sign in here. */
  readonly settings: Readonly<Record<string, string>>;
  /** The requests received, such as `POST /token`. */
  readonly requests: Array<string>;
  misbehave(how: Misbehaviour): void;
  /** Signs with a new key from now on, and publishes no other. */
  rotateKey(): Promise<void>;
  readonly publicKey: JWK;
  sign(claims: JWTPayload, header?: Json): Promise<string>;
  /**
   * Does what a person does in the browser: signs in at the address that Lectern gave. The claims are those of an id
   * token.
   * @returns the query with which the browser returns
   */
  signIn(authorizationUrl: string, claims: Json): URLSearchParams;
  stop(): void;
}

const clientId = 'lectern';
const clientSecret = 'the secret: of the client';

/** An OpenID Connect provider that behaves correctly by default. Its time is that of `clock`. */
export async function startMisbehavingProvider(clock: Clock): Promise<MisbehavingProvider> {
  const grants = new Map<string, { query: URLSearchParams; claims: Json }>();
  const requests: Array<string> = [];
  let misbehaviour: Misbehaviour = {};
  let lastSubject: unknown;
  let key = await newKey();

  const sign = (claims: JWTPayload, header: Json = {}) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: key.publicKey.kid as string, ...header })
      .sign(key.privateKey);

  /** As RFC 6749 §4.1.3 and RFC 7636 §4.6 require. */
  async function redeem(request: IncomingMessage): Promise<readonly [number, Json]> {
    const form = new URLSearchParams(await text(request));
    const [, credentials = ''] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const [id, secret] = Buffer.from(credentials, 'base64').toString().split(':').map(formDecode);
    if (id !== clientId || secret !== clientSecret) return [401, { error: 'invalid_client' }];
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      grant?.query.get('code_challenge') === challenge &&
      grant.query.get('code_challenge_method') === 'S256' &&
      grant.query.get('redirect_uri') === form.get('redirect_uri');
    if (!isRight) return [400, { error: 'invalid_grant' }];
    lastSubject = grant.claims['sub'];
    const nowSeconds = Math.floor(clock.nowMs() / 1000);
    const claims: JWTPayload = {
      iss: issuer,
      aud: clientId,
      iat: nowSeconds,
      exp: nowSeconds + 300,
      nonce: grant.query.get('nonce'),
      ...grant.claims,
    };
    const told = misbehaviour.claims?.(claims) ?? claims;
    const idToken = misbehaviour.idToken ? await misbehaviour.idToken(told) : await sign(told);
    return [
      200,
      { token_type: 'Bearer', access_token: accessToken, refresh_token: refreshToken, id_token: idToken },
    ];
  }

  async function answer(name: string, request: IncomingMessage): Promise<readonly [number, Json]> {
    switch (name) {
      case 'discovery': {
        const document = {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          end_session_endpoint: `${issuer}/sign-out`,
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        };
        return [200, misbehaviour.discovery?.(document) ?? document];
      }
      case 'jwks':
        return [200, { keys: [key.publicKey] }];
      case 'token':
        return misbehaviour.token ?? redeem(request);
      case 'userinfo':
        if (request.headers.authorization !== `Bearer ${accessToken}`) return [401, {}];
        return [200, misbehaviour.userinfo ?? { sub: lastSubject }];
      default:
        return [404, {}];
    }
  }

  const server = createServer(patientServer, async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    const name = request.url === '/.well-known/openid-configuration' ? 'discovery' : request.url?.slice(1);
    if (misbehaviour.hangs?.includes(name as 'token')) return;
    const failure = misbehaviour.fails?.[name as 'token'];
    const [status, body] = failure ? [failure, {}] : await answer(name ?? '', request);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    const flood = misbehaviour.floods?.includes(name as 'token') ? { flood: 'x'.repeat(2 ** 20) } : {};
    response.end(JSON.stringify({ ...body, ...flood }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
      OIDC_CLIENT_SECRET: clientSecret,
      OIDC_NAME: 'Example School',
    },
    requests,
    misbehave(how) {
      misbehaviour = how;
    },
    async rotateKey() {
      key = await newKey();
    },
    get publicKey() {
      return key.publicKey;
    },
    sign,
    signIn(authorizationUrl, claims) {
      const { searchParams: query } = new URL(authorizationUrl);
      const code = randomUUID();
      grants.set(code, { query, claims });
      return new URLSearchParams({ code, state: query.get('state') ?? '' });
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Must be in no table and no log. */
export const accessToken = 'an-access-token-of-the-provider';
export const refreshToken = 'a-refresh-token-of-the-provider';

const formDecode = (value: string): string => new URLSearchParams(`value=${value}`).get('value') ?? '';

async function newKey(): Promise<{ privateKey: webcrypto.CryptoKey; publicKey: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    privateKey,
    publicKey: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' },
  };
}
