import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { providerAnswerInvalid, providerUnavailable } from './provider-request.ts';

/** How far the clocks of the two may differ. */
const clockToleranceSeconds = 30;

/** What jose calls a key set that did not come in time, or with another status than 200. */
const keysUnread = [errors.JWKSTimeout.code, errors.JOSEError.code];

/** The claims of an id token that was verified. */
export interface IdTokenClaims extends JWTPayload {
  /** Who signed in, at this issuer: 1 to 255 characters. */
  readonly sub: string;
}

/**
 * Verifies an id token as OpenID Connect Core 1.0 §3.1.3.7 demands: its signature by a key of the provider and an
 * accepted algorithm, issuer, audience, authorized party, expiry, and the nonce of this very sign-in.
 * @throws LecternError `provider-answer-invalid`; `provider-unavailable` when the keys cannot be read
 */
export async function verifyIdToken(
  token: string,
  expected: {
    readonly keys: JWTVerifyGetKey;
    readonly issuer: string;
    readonly clientId: string;
    readonly nonce: string;
    readonly algorithms: ReadonlyArray<string>;
    readonly nowMs: number;
  },
): Promise<IdTokenClaims> {
  const { payload } = await jwtVerify(token, expected.keys, {
    issuer: expected.issuer,
    audience: expected.clientId,
    algorithms: [...expected.algorithms],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'],
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(expected.nowMs),
  }).catch((error: unknown) => {
    const isOfToken = error instanceof errors.JOSEError && !keysUnread.includes(error.code);
    throw isOfToken
      ? providerAnswerInvalid(`the id token: ${whyOf(error)}`)
      : providerUnavailable('its keys', error);
  });
  const { sub, aud, azp, nonce } = payload;
  if (nonce !== expected.nonce) throw providerAnswerInvalid('the id token: the nonce is another');
  const isForUs = azp === undefined ? !(Array.isArray(aud) && aud.length > 1) : azp === expected.clientId;
  if (!isForUs) throw providerAnswerInvalid('the id token: the authorized party is another');
  // A string (OpenID Connect Core 1.0 §2), whatever the type of jose says.
  if (typeof sub !== 'string' || sub === '' || sub.length > 255)
    throw providerAnswerInvalid('the id token: the subject is not valid');
  return { ...payload, sub };
}

/** What jose found, without its message, in which there may be a value of the token. */
function whyOf(error: errors.JOSEError): string {
  const isOfClaim = error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired;
  return isOfClaim ? `${error.code} ${error.claim}` : error.code;
}
