/// <reference path="./oidc-provider.d.ts" />
import type { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';
import { patientServer } from '../support/ports.ts';

/** What the provider knows of a person, by their login. */
export interface ProviderAccount {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

export interface CertifiedProvider {
  /** On another site than 127.0.0.1, so that browsers treat the two as different sites. */
  readonly issuer: string;
  /** The settings of a Lectern whose users sign in here. */
  readonly settings: Readonly<Record<string, string>>;
  /** Changes the claims of id tokens from now on, which are still signed with the provider's key. */
  tamper(change: ((claims: JWTPayload) => JWTPayload) | undefined): void;
  /** Restarts with other keys; no one is signed in to it any more. */
  rotateKeys(): Promise<void>;
  /** Stops answering at addresses that begin with `path`. */
  goDown(path?: string): void;
  comeBack(): void;
  stop(): void;
}

/**
 * `oidc-provider`, which the OpenID Foundation has certified, with its own pages to sign in and consent.
 * @param lecternUrl where the browser returns to
 */
export async function startCertifiedProvider(
  lecternUrl: string,
  accounts: Readonly<Record<string, ProviderAccount>>,
): Promise<CertifiedProvider> {
  const settings = {
    OIDC_CLIENT_ID: 'lectern',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-client',
    OIDC_NAME: 'School',
  };
  let handle: RequestListener;
  let downAt: string | undefined;
  let tamper: ((claims: JWTPayload) => JWTPayload) | undefined;
  let privateKey: webcrypto.CryptoKey;

  const server = createServer(patientServer, (request, response) => {
    if (downAt !== undefined && request.url?.startsWith(downAt)) {
      request.socket.destroy();
      return;
    }
    if (tamper && request.url === '/token') tamperWith(response, tamper);
    handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  async function start(): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    privateKey = pair.privateKey;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: settings.OIDC_CLIENT_ID,
          client_secret: settings.OIDC_CLIENT_SECRET,
          redirect_uris: [`${lecternUrl}/api/auth/oauth2/callback/oidc`],
          post_logout_redirect_uris: [`${lecternUrl}/sign-in`],
        },
      ],
      jwks: { keys: [await exportJWK(privateKey)] },
      cookies: { keys: ['a secret of the cookies'] },
      claims: { email: ['email', 'email_verified'], profile: ['name'] },
      pkce: { required: () => true },
      findAccount: (_context: unknown, login: string) => ({
        accountId: login,
        claims: () => ({ sub: login, ...accounts[login] }),
      }),
    });
    handle = provider.callback();
  }

  function tamperWith(response: ServerResponse, change: (claims: JWTPayload) => JWTPayload): void {
    const end = response.end.bind(response) as (body: string) => ServerResponse;
    response.end = ((body: string | Buffer) => {
      void (async () => {
        const reply = JSON.parse(String(body));
        const claims = change(decodeJwt(reply.id_token));
        const [header = ''] = reply.id_token.split('.');
        const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
        const signed = await new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(privateKey);
        const told = JSON.stringify({ ...reply, id_token: signed });
        response.setHeader('content-length', Buffer.byteLength(told));
        end(told);
      })();
      return response;
    }) as ServerResponse['end'];
  }

  await start();
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, ...settings },
    tamper(change) {
      tamper = change;
    },
    rotateKeys: start,
    goDown(path = '/') {
      downAt = path;
      server.closeAllConnections();
    },
    comeBack() {
      downAt = undefined;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
