import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { providerAnswerInvalid, providerUnavailable } from './provider-request.ts';

/** Allowed clock skew between Lectern and the provider. */
const clockToleranceSeconds = 30;

/** jose's codes for a key set that timed out, or had a status other than 200. */
const keysUnread = [errors.JWKSTimeout.code, errors.JOSEError.code];

/** The claims of a verified ID token. */
export interface IdTokenClaims extends JWTPayload {
  /** Id of the person at this issuer: 1 to 255 characters. */
  readonly sub: string;
}

/**
 * Verifies an ID token as OpenID Connect Core 1.0 §3.1.3.7 requires: signature by a key of the provider with an
 * accepted algorithm, issuer, audience, authorized party, expiry, and the nonce of this sign-in.
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
  const { payload, protectedHeader } = await jwtVerify(token, expected.keys, {
    issuer: expected.issuer,
    audience: expected.clientId,
    algorithms: [...expected.algorithms],
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'],
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(expected.nowMs),
  }).catch((error: unknown) => {
    const isOfToken = error instanceof errors.JOSEError && !keysUnread.includes(error.code);
    throw isOfToken
      ? providerAnswerInvalid(`the ID token: ${whyOf(error)}`)
      : providerUnavailable('its keys', error);
  });
  // RFC 7797 §6 and §7: no JWT needs `b64`, and jose ignores it where it is not critical.
  if ('b64' in protectedHeader) throw providerAnswerInvalid('the ID token: unencoded payload');
  const { sub, aud, azp, nonce } = payload;
  if (nonce !== expected.nonce) throw providerAnswerInvalid('the ID token: wrong nonce');
  const isForUs = azp === undefined ? !(Array.isArray(aud) && aud.length > 1) : azp === expected.clientId;
  if (!isForUs) throw providerAnswerInvalid('the ID token: wrong authorized party');
  // Must be a string (OpenID Connect Core 1.0 §2), which jose does not check.
  if (typeof sub !== 'string' || sub === '' || sub.length > 255)
    throw providerAnswerInvalid('the ID token: invalid subject');
  return { ...payload, sub };
}

/** jose's code, without its message, which may contain a value of the token. */
function whyOf(error: errors.JOSEError): string {
  const isOfClaim = error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired;
  return isOfClaim ? `${error.code} ${error.claim}` : error.code;
}
