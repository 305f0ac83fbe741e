/// <reference path="./oidc-provider.d.ts" />
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
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
  const server = createServer(patientServer, (request, response) => handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
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
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, ...settings },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
