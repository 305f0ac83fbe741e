import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { readEmail } from '../../domain/accounts/claims.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { fetchLimited } from '../../lib/fetch-limited.ts';
import { createDiscovery, type ProviderMetadata } from './discovery.ts';
import { type IdTokenClaims, verifyIdToken } from './id-token.ts';
import { type ClaimsToRead, claimAt, type ProviderPerson, toProviderPerson } from './provider-person.ts';
import { askProvider, providerAnswerInvalid, providerUnavailable } from './provider-request.ts';

export interface ProviderSettings extends ClaimsToRead {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Binds the provider's response to the browser that started the sign-in. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636 §4.1. */
  readonly codeVerifier: string;
}

/** The query of the browser's return from the provider (OpenID Connect Core 1.0 §3.1.2.5, §3.1.2.6). */
export interface ProviderReturn {
  readonly code?: string | undefined;
  readonly error?: string | undefined;
  /** RFC 9207 §2. */
  readonly iss?: string | undefined;
}

/** A client of an OpenID Connect provider: authorization code flow with PKCE. */
export interface ProviderClient {
  /** URL of the provider's sign-in page. @throws LecternError `provider-unavailable`, `provider-answer-invalid` */
  authorizationUrl(secrets: SignInSecrets): Promise<string>;
  /**
   * Redeems the query of a return. The caller must have compared its state.
   * @throws LecternError `provider-refused`, `sign-in-expired`, `provider-unavailable`, `provider-answer-invalid`
   */
  redeem(returned: ProviderReturn, secrets: Omit<SignInSecrets, 'state'>): Promise<ProviderPerson>;
  /**
   * URL of the page that ends the session at the provider and then opens `returnTo`; undefined if the provider has no
   * such page, or does not respond (OpenID Connect RP-Initiated Logout 1.0).
   */
  signOutUrl(returnTo: string): Promise<string | undefined>;
}

export function createProviderClient(
  parts: ProviderSettings & { readonly redirectUri: string; readonly clock: Clock },
): ProviderClient {
  const { issuer, clientId, redirectUri, clock } = parts;
  const discover = createDiscovery({ issuer, clock });
  const keysOf = createKeySets();

  return {
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const url = new URL((await discover()).authorizationEndpoint);
      for (const [name, value] of Object.entries({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      })) {
        url.searchParams.set(name, value);
      }
      return url.href;
    },
    async redeem({ code, error, iss }, { nonce, codeVerifier }) {
      const metadata = await discover();
      if (iss === undefined ? metadata.namesIssuer : iss !== issuer) {
        throw providerAnswerInvalid('its "iss" is missing or names another issuer');
      }
      if (error !== undefined) throw refusal(error);
      if (code === undefined) throw providerAnswerInvalid('it has no code');
      const tokens = await redeemCode(metadata, parts, { code, codeVerifier });
      const claims = await verifyIdToken(tokens.idToken, {
        issuer,
        clientId,
        nonce,
        algorithms: metadata.algorithms,
        keys: keysOf(metadata.jwksUri),
        nowMs: clock.nowMs(),
      });
      const { userinfoEndpoint } = metadata;
      const isComplete = hasAll(claims, parts) || userinfoEndpoint === undefined;
      const known = isComplete ? claims : await withUserinfo(claims, userinfoEndpoint, tokens.accessToken);
      return toProviderPerson({ iss: issuer, sub: claims.sub }, known, parts);
    },
    async signOutUrl(returnTo) {
      const { endSessionEndpoint } = await discover().catch(() => ({ endSessionEndpoint: undefined }));
      if (endSessionEndpoint === undefined) return undefined;
      const url = new URL(endSessionEndpoint);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('post_logout_redirect_uri', returnTo);
      return url.href;
    },
  };
}

/** The keys at a URL. An unknown key is looked up once more, because providers rotate keys. */
function createKeySets(): (jwksUri: string) => JWTVerifyGetKey {
  let last: { jwksUri: string; keys: JWTVerifyGetKey } | undefined;
  return (jwksUri) => {
    if (last?.jwksUri !== jwksUri) {
      const options = {
        cooldownDuration: 0,
        cacheMaxAge: 5 * 60 * 1000,
        [customFetch]: async (url: string, init: RequestInit) => {
          const { status, text } = await fetchLimited(url, init);
          return new Response(text, { status });
        },
      };
      last = { jwksUri, keys: createRemoteJWKSet(new URL(jwksUri), options) };
    }
    return last.keys;
  };
}

/** Errors that concern the person, not Lectern (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6). */
const refusesPerson = [
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/** Maps the provider's `error`. Drops its description, which may contain anything. */
function refusal(error: string): LecternError {
  if (refusesPerson.includes(error)) {
    return new LecternError('provider-refused', 'Sign in at the provider, and allow access when it asks.');
  }
  const isTransient = error === 'temporarily_unavailable' || error === 'server_error';
  return isTransient ? providerUnavailable('its sign-in page', error) : providerAnswerInvalid(wordOf(error));
}

/** An error code of the provider, for the log. */
const wordOf = (error: unknown): string =>
  /^[a-z_]{1,40}$/.test(String(error)) ? String(error) : 'an error without a code';

/** OpenID Connect Core 1.0 §3.1.3. */
async function redeemCode(
  { tokenEndpoint, clientAuthentication }: ProviderMetadata,
  client: ProviderSettings & { readonly redirectUri: string },
  { code, codeVerifier }: { code: string; codeVerifier: string },
): Promise<{ idToken: string; accessToken: string | undefined }> {
  const { clientId, clientSecret } = client;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: codeVerifier,
    redirect_uri: client.redirectUri,
  });
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (clientAuthentication === 'client_secret_basic')
    headers['authorization'] = basic(clientId, clientSecret);
  else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  const { status, body } = await askProvider('the token endpoint', tokenEndpoint, {
    method: 'POST',
    headers,
    body: form.toString(),
  });
  const { id_token: idToken, access_token: accessToken, error } = body;
  if (error === 'invalid_grant') throw new LecternError('sign-in-expired', 'Start the sign-in again.');
  if (status !== 200) throw providerAnswerInvalid(`the token endpoint: status ${status}, ${wordOf(error)}`);
  if (typeof idToken !== 'string') throw providerAnswerInvalid('the token endpoint sent no ID token');
  return { idToken, accessToken: typeof accessToken === 'string' ? accessToken : undefined };
}

/** RFC 6749 §2.3.1: both are form-encoded first. */
function basic(clientId: string, clientSecret: string): string {
  const encode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString('base64')}`;
}

function hasAll(claims: IdTokenClaims, { roles, groups }: ClaimsToRead): boolean {
  const hasEmail = readEmail(claims['email']) !== undefined && claims['email_verified'] !== undefined;
  return (
    hasEmail && [roles, groups].every((wanted) => !wanted || claimAt(claims, wanted.claim) !== undefined)
  );
}

/** OpenID Connect Core 1.0 §5.3.2: a reply about another subject must not be used. */
async function withUserinfo(
  { email_verified, ...claims }: IdTokenClaims,
  userinfoEndpoint: string,
  accessToken: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  if (accessToken === undefined) throw providerAnswerInvalid('the token endpoint sent no access token');
  const { status, body } = await askProvider('the userinfo endpoint', userinfoEndpoint, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  if (status !== 200) throw providerAnswerInvalid(`the userinfo endpoint: status ${status}`);
  if (body['sub'] !== claims.sub) throw providerAnswerInvalid('the userinfo endpoint: wrong subject');
  // `email_verified` belongs to the `email` of the same reply.
  return 'email' in body ? { ...claims, ...body } : { ...claims, email_verified, ...body };
}
