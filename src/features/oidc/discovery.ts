import type { Clock } from '../../lib/clock.ts';
import { askProvider, providerAnswerInvalid } from './provider-request.ts';

const keptMs = 60 * 60 * 1000;
/** Requests within this time fail immediately, without asking the provider. */
const failureKeptMs = 5000;

/** The metadata that Lectern uses (OpenID Connect Discovery 1.0 §3). */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  readonly userinfoEndpoint: string | undefined;
  /** OpenID Connect RP-Initiated Logout 1.0 §2.1. */
  readonly endSessionEndpoint: string | undefined;
  /** How the client authenticates at the token endpoint. */
  readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post';
  /** Accepted signature algorithms of ID tokens: asymmetric, and announced by the provider. */
  readonly algorithms: ReadonlyArray<string>;
  /** Whether every authorization response names its issuer (RFC 9207 §3). */
  readonly namesIssuer: boolean;
}

/** @throws LecternError `provider-unavailable`, `provider-answer-invalid` */
export type Discovery = () => Promise<ProviderMetadata>;

/**
 * Reads the metadata when it is first needed, so that Lectern starts while the provider is down. Reads it again every
 * hour; if that fails, keeps using the last one.
 */
export function createDiscovery({ issuer, clock }: { issuer: string; clock: Clock }): Discovery {
  let known: { metadata: ProviderMetadata; untilMs: number } | undefined;
  let failed: { error: unknown; untilMs: number } | undefined;
  let reading: Promise<ProviderMetadata> | undefined;

  async function read(): Promise<ProviderMetadata> {
    try {
      const metadata = await readMetadata(issuer);
      known = { metadata, untilMs: clock.nowMs() + keptMs };
      failed = undefined;
      return metadata;
    } catch (error) {
      failed = { error, untilMs: clock.nowMs() + failureKeptMs };
      if (known) return known.metadata;
      throw error;
    }
  }

  return async () => {
    const nowMs = clock.nowMs();
    if (known && nowMs < known.untilMs) return known.metadata;
    if (failed && nowMs < failed.untilMs) {
      if (known) return known.metadata;
      throw failed.error;
    }
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

async function readMetadata(issuer: string): Promise<ProviderMetadata> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { status, body } = await askProvider('the discovery document', address);
  if (status !== 200) throw providerAnswerInvalid(`the discovery document: status ${status}`);
  // Discovery §4.3: otherwise another provider could impersonate this one.
  if (body['issuer'] !== issuer) throw providerAnswerInvalid('the discovery document names another issuer');
  const mayBeHttp = issuer.startsWith('http:');
  const addressOf = (name: string): string | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    const url = typeof value === 'string' ? URL.parse(value) : null;
    if (url?.protocol === 'https:' || (mayBeHttp && url?.protocol === 'http:')) return url.href;
    throw providerAnswerInvalid(`the discovery document: ${name} is not an https URL`);
  };
  const requiredAddress = (name: string): string => {
    const url = addressOf(name);
    if (url === undefined) throw providerAnswerInvalid(`the discovery document has no ${name}`);
    return url;
  };
  return {
    issuer,
    authorizationEndpoint: requiredAddress('authorization_endpoint'),
    tokenEndpoint: requiredAddress('token_endpoint'),
    jwksUri: requiredAddress('jwks_uri'),
    userinfoEndpoint: addressOf('userinfo_endpoint'),
    endSessionEndpoint: addressOf('end_session_endpoint'),
    clientAuthentication: clientAuthenticationOf(listOf(body['token_endpoint_auth_methods_supported'])),
    algorithms: algorithmsOf(listOf(body['id_token_signing_alg_values_supported'])),
    namesIssuer: body['authorization_response_iss_parameter_supported'] === true,
  };
}

const listOf = (value: unknown): ReadonlyArray<string> | undefined =>
  Array.isArray(value) ? value.map(String) : undefined;

/** Default: `client_secret_basic` (Discovery §3). */
function clientAuthenticationOf(
  offered: ReadonlyArray<string> = ['client_secret_basic'],
): ProviderMetadata['clientAuthentication'] {
  if (offered.includes('client_secret_basic')) return 'client_secret_basic';
  if (offered.includes('client_secret_post')) return 'client_secret_post';
  throw providerAnswerInvalid('the token endpoint accepts no client secret');
}

/** JWA (RFC 7518 §3.1, RFC 8037, RFC 9864). Excludes `none`, and HMAC, which would use the client secret as the key. */
const acceptedAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Default: `RS256` (OpenID Connect Core 1.0 §3.1.3.7). */
function algorithmsOf(offered: ReadonlyArray<string> = ['RS256']): ReadonlyArray<string> {
  const algorithms = acceptedAlgorithms.filter((each) => offered.includes(each));
  if (algorithms.length > 0) return algorithms;
  throw providerAnswerInvalid('the provider signs ID tokens with no accepted algorithm');
}
