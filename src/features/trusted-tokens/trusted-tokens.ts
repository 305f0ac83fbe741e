import { errors, type JWTPayload, jwtVerify } from 'jose';
import {
  externalIdOf,
  maxExternalIdLength,
  parseExternalId,
  problemWithReference,
} from '../../database/external-ids.ts';
import type { PlatformToken } from '../../domain/accounts/authenticate.ts';
import { isVerified, readEmail, readName, roleFor } from '../../domain/accounts/claims.ts';
import type { Role, TaskGrant } from '../../domain/accounts/principal.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { hashToken } from '../../lib/random-token.ts';
import type { TrustedKey } from './key-set.ts';
import type { TrustedKeys } from './trusted-keys.ts';

/** The meaning of a token's claims: the settings `JWT_…`. */
export interface TokenSettings {
  readonly jwtIssuer: string | undefined;
  readonly jwtAudience: string | undefined;
  readonly jwtSubjectClaim: string;
  readonly jwtEmailClaim: string;
  /** `always`: an address is verified even if the token has no `email_verified`. */
  readonly jwtEmailVerified: 'claim' | 'always';
  readonly jwtNameClaim: string;
  /** Undefined: roles are set in Lectern. */
  readonly jwtRoleClaim: string | undefined;
  readonly jwtTeacherRoles: ReadonlyArray<string>;
  readonly jwtAdminRoles: ReadonlyArray<string>;
  /** Claims with their required values. */
  readonly jwtRequiredClaims: ReadonlyArray<readonly [name: string, value: string]>;
  /** From `iat`, or from now without it, to `exp`. */
  readonly jwtMaxLifetimeSeconds: number;
}

/** The content of a token whose signature and times are verified. */
export interface TrustedToken extends PlatformToken {
  /** Undefined if it has none. */
  readonly name: string | undefined;
  /** In canonical form. */
  readonly email: string | undefined;
  /** Whether the platform has verified the address. */
  readonly isEmailVerified: boolean;
  /** Undefined if the role does not follow the token. */
  readonly role: Role | undefined;
  /** Unix milliseconds. The token is accepted for `toleranceMs` more. */
  readonly expiresAtMs: number;
}

/**
 * Verifies a JWT (RFC 7519) of the trusted issuer.
 * @throws LecternError `token-malformed`, `token-key`, `token-signature`, `token-expired`, `token-claim`; none contains
 *   anything of the token
 */
export type VerifyToken = (token: string) => Promise<TrustedToken>;

/** Three base64url parts, unlike session tokens and API keys. */
export const looksLikeToken = (text: string) => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

const toleranceSeconds = 5;
export const toleranceMs = toleranceSeconds * 1000;
const maxGrants = 100;
/** Keys without a `kid` are tried one after another. */
const maxTries = 4;
const maxRemembered = 10_000;

/** Verifies each token once, and remembers it by its hash until it expires or the keys change. */
export function createVerifyToken(parts: {
  readonly keys: TrustedKeys;
  readonly settings: TokenSettings;
  readonly clock: Clock;
}): VerifyToken {
  const { keys, settings, clock } = parts;
  const remembered = new Map<string, TrustedToken>();
  let rememberedFor: ReadonlyArray<TrustedKey> = [];

  function recall(id: string): TrustedToken | undefined {
    if (rememberedFor !== keys.current()) {
      remembered.clear();
      rememberedFor = keys.current();
    }
    return remembered.get(id);
  }

  function remember(id: string, token: TrustedToken, current: ReadonlyArray<TrustedKey>): void {
    if (current !== keys.current()) return;
    const [oldest] = remembered.size >= maxRemembered ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(id, token);
  }

  return async (token) => {
    const id = hashToken(token);
    const known = recall(id);
    if (known) {
      if (known.expiresAtMs + toleranceMs <= clock.nowMs()) throw expired();
      return known;
    }
    if (candidatesFor(token, keys.current()).length === 0) await keys.renew();
    const current = keys.current();
    const candidates = candidatesFor(token, current);
    if (candidates.length === 0) {
      throw new LecternError(
        'token-key',
        'This server does not trust the key of this token. The operator can add it to the trusted keys.',
      );
    }
    const trusted = await verifyByOne(token, candidates);
    remember(id, trusted, current);
    return trusted;
  };

  async function verifyByOne(token: string, candidates: ReadonlyArray<TrustedKey>): Promise<TrustedToken> {
    for (const { key, algorithm } of candidates) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          clockTolerance: toleranceSeconds,
          currentDate: new Date(clock.nowMs()),
          requiredClaims: ['exp'],
          ...(settings.jwtIssuer === undefined ? {} : { issuer: settings.jwtIssuer }),
          ...(settings.jwtAudience === undefined ? {} : { audience: settings.jwtAudience }),
        });
        return readClaims(payload, settings, clock.nowMs());
      } catch (error) {
        if (error instanceof errors.JWSSignatureVerificationFailed) continue;
        throw refusalOf(error);
      }
    }
    throw new LecternError(
      'token-signature',
      'The signature does not match the trusted key. Ask the platform for a new token.',
    );
  }
}

/**
 * The keys that may have signed a token. Its header only narrows the choice: each key has its own algorithm.
 * @throws LecternError `token-malformed`
 */
export function candidatesFor(token: string, keys: ReadonlyArray<TrustedKey>): ReadonlyArray<TrustedKey> {
  const { kid, alg } = readHeader(token);
  const named = kid === undefined ? keys : keys.filter((key) => key.kid === kid);
  // Keys without an id are tried for every token, because small issuers set none.
  const found = named.length > 0 ? named : keys.filter((key) => key.kid === undefined);
  return found.filter(({ algorithm }) => algorithm === alg).slice(0, maxTries);
}

/** RFC 7515 §2: no padding, white space or other characters; no bits that decoding drops (RFC 4648 §3.5). */
const isBase64url = (text: string) => Buffer.from(text, 'base64url').toString('base64url') === text;

function readHeader(token: string): { kid: string | undefined; alg: string } {
  try {
    const [header = '', ...others] = token.split('.');
    if (![header, ...others].every(isBase64url)) throw malformed();
    const parsed: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(header, 'base64url').toString());
    const { kid, alg, b64 } = parsed;
    // RFC 7797 §6 and §7: no JWT needs `b64`, and jose ignores it where it is not critical.
    if (b64 !== undefined) throw malformed();
    if (typeof alg === 'string' && (kid === undefined || typeof kid === 'string')) return { kid, alg };
  } catch {
    // Reported below.
  }
  throw malformed();
}

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return expired();
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefused(error.claim);
  return error instanceof errors.JOSEError ? malformed() : error;
}

const malformed = () =>
  new LecternError('token-malformed', 'Send a signed JWT: three base64url parts separated by dots.');
const expired = () => new LecternError('token-expired', 'Ask the platform for a new token.');
const claimRefused = (claim: string, what = 'is missing, or does not have the required value') =>
  new LecternError('token-claim', `The claim "${claim}" of the token ${what}.`, { facts: { claim } });

function readClaims(claims: JWTPayload, settings: TokenSettings, nowMs: number): TrustedToken {
  const { jwtSubjectClaim, jwtEmailClaim, jwtNameClaim, jwtRequiredClaims, jwtMaxLifetimeSeconds } = settings;
  const { jwtIssuer = 'the issuer of trusted tokens' } = settings;
  for (const [name, value] of jwtRequiredClaims) {
    if (!textsIn(claims[name]).includes(value)) throw claimRefused(name);
  }
  const { iat, exp = 0 } = claims; // `jwtVerify` requires it
  const latestStart = nowMs / 1000 + toleranceSeconds;
  if (iat !== undefined && iat > latestStart)
    throw claimRefused('iat', 'is in the future. Check the clocks of both servers');
  if (exp - (iat ?? latestStart) > jwtMaxLifetimeSeconds) {
    throw claimRefused('exp', `is too late: a token may live for ${jwtMaxLifetimeSeconds} seconds here`);
  }
  const externalId = readSubject(claims[jwtSubjectClaim], jwtSubjectClaim);
  const [name] = textsIn(claims[jwtNameClaim]);
  const expiresAtMs = exp * 1000;
  return {
    externalId,
    name: readName(name),
    email: readEmail(claims[jwtEmailClaim]),
    isEmailVerified: isVerified(claims['email_verified'] ?? settings.jwtEmailVerified === 'always'),
    role: roleOf(claims, settings),
    grants: readGrants(claims['lectern_tasks'], expiresAtMs),
    issuer: readName(claims['iss']) ?? jwtIssuer,
    expiresAtMs,
  };
}

/** A string, or an integer, because many databases number their users. */
function readSubject(value: unknown, claim: string): string {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string') throw claimRefused(claim);
  try {
    return parseExternalId(text);
  } catch {
    throw claimRefused(claim, `must have 1 to ${maxExternalIdLength} characters, and no control characters`);
  }
}

/** The values of a claim, which may be a single value or a list, as strings. */
function textsIn(value: unknown): ReadonlyArray<string> {
  const all: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value];
  return all.flatMap((each) => (['string', 'number', 'boolean'].includes(typeof each) ? [String(each)] : []));
}

function roleOf(claims: Readonly<Record<string, unknown>>, settings: TokenSettings): Role | undefined {
  const { jwtRoleClaim, jwtTeacherRoles: teacher, jwtAdminRoles: admin } = settings;
  return jwtRoleClaim === undefined ? undefined : roleFor(textsIn(claims[jwtRoleClaim]), { teacher, admin });
}

/** `[{"task": "ext:42", "nbf"?: s, "exp"?: s}]`: no grant outlasts the token. */
function readGrants(value: unknown, expiresAtMs: number): ReadonlyArray<TaskGrant> {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > maxGrants) {
    throw claimRefused('lectern_tasks', `must be a list of at most ${maxGrants} tasks`);
  }
  return value.map((each: Readonly<Record<string, unknown>> | null) => {
    const { task, nbf = 0, exp } = each ?? {};
    const closesAt = exp === undefined ? expiresAtMs : Number(exp) * 1000;
    if (!isReference(task) || !isTime(nbf) || (exp !== undefined && !isTime(exp))) {
      throw claimRefused(
        'lectern_tasks',
        'must be like [{"task": "ext:42", "nbf": 1764000000, "exp": 1764003600}], with "ext:" before ids of the platform',
      );
    }
    return { task, opensAt: nbf * 1000, closesAt: Math.min(closesAt, expiresAtMs) };
  });
}

const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < 1e11;

function isReference(value: unknown): value is string {
  if (typeof value !== 'string' || problemWithReference(value) !== undefined) return false;
  const externalId = externalIdOf(value) ?? value;
  return externalId !== '' && externalId.length <= maxExternalIdLength && value.isWellFormed();
}
