import type { Compilable, Expression, Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import { emailsIn } from '../../database/email-column.ts';
import { readLimits } from '../../database/key-limits-column.ts';
import type { Schema } from '../../database/schema.ts';
import { formatAddress, type IpAddress, isInNetworks } from '../../lib/client-address.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError, OperatorError } from '../../lib/errors.ts';
import { hashToken } from '../../lib/random-token.ts';
import { apiKeyPrefix, isApiKey } from './api-key-format.ts';
import { type ApiKeys, parseScopes } from './api-keys.ts';
import { taskLimitsOf } from './key-limits.ts';
import { isRole, type Principal, programRole, roleAt, type TaskGrant } from './principal.ts';
import { bearerToken, type SessionHeaders, sessionTokenHash } from './session-token.ts';

/**
 * Resolves a request to its principal; undefined if it has no credential of an enabled account.
 * @param address of the client; without it, keys and contests that are limited to networks are refused
 */
export type Authenticate = (headers: SessionHeaders, address?: IpAddress) => Promise<Principal | undefined>;

/** The error for a request without a principal. */
export function unauthenticated(): LecternError {
  return new LecternError(
    'unauthenticated',
    'Send a session cookie, or "Authorization: Bearer" with a token or an API key.',
  );
}

/** The same error for an unknown key and for one that is used where it may not be. @param log only for the operator */
function keyNotAccepted(log?: string): LecternError {
  const detail =
    'The server does not accept this API key. Check the key, or ask an admin to look in the log.';
  return new LecternError(
    'api-key-invalid',
    detail,
    log === undefined ? {} : { cause: new OperatorError(log) },
  );
}

/** How a request identifies its account, and the key to look the account up by: one indexed read per kind. */
export type Credential =
  | { readonly kind: 'session' | 'api-key'; readonly key: string; readonly token?: undefined }
  | { readonly kind: 'token'; readonly key: string; readonly token: PlatformToken };

/** A verified token of a trusted platform. */
export interface PlatformToken {
  /** The platform's id for the person. */
  readonly externalId: string;
  readonly issuer: string;
  readonly grants: ReadonlyArray<TaskGrant>;
}

/** Reads the tokens of a platform. */
export interface TokenReader {
  /** Whether a bearer token can only be one of them. */
  recognizes(bearer: string): boolean;
  /** @throws LecternError `token-…` for an invalid one */
  verify(bearer: string): Promise<PlatformToken>;
  /** Creates the account of a token, or brings it up to date. @returns whether it must be read again */
  provisionAccount(token: PlatformToken, known: CallerRow | undefined): Promise<boolean>;
}

/** The account of a credential, and what decides whether the credential is valid. */
export type CallerRow = Pick<
  Selectable<Schema['user']>,
  'id' | 'name' | 'nameSource' | 'email' | 'emailVerified' | 'role' | 'adminUntil' | 'banned' | 'urlEpoch'
> & {
  /** Only for a session. */
  readonly sessionExpiresAt?: Schema['session']['expiresAt'];
} & Partial<Pick<Schema['apiKeys'], 'scopes' | 'limits' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'>>;

/** Who asks, and what was read with the account. */
interface Caller<Read> {
  readonly principal: Principal;
  readonly read: Read;
}

/** Reads and checks credentials. */
export interface Credentials {
  /**
   * Finds the account of a request's credential; undefined if there is none, or if the account is disabled. The account of a trusted token
   * is first brought up to date, then read again.
   * @param address of the client, which a key may be limited to
   * @param read reads the account, and anything else that the request needs
   * @throws LecternError `api-key-invalid`, `api-key-expired`, `api-key-revoked`, `token-account`, and the errors of `TokenReader`
   * for a platform's token
   */
  resolve<Read extends { readonly caller: CallerRow | undefined }>(
    headers: SessionHeaders,
    address: IpAddress | undefined,
    read: (credential: Credential) => Promise<Read>,
  ): Promise<Caller<Read> | undefined>;
}

export function createCredentials(parts: {
  readonly clock: Clock;
  /** Undefined: sessions are not accepted. */
  readonly cookieName: string | undefined;
  readonly apiKeys: Pick<ApiKeys, 'touch'>;
  /** Undefined if no issuer is trusted. */
  readonly tokens?: TokenReader | undefined;
}): Credentials {
  const { clock, cookieName, apiKeys, tokens } = parts;

  function programOf(row: CallerRow | undefined, address: IpAddress | undefined, nowMs: number): Principal {
    if (!row) throw keyNotAccepted();
    const { id, name, scopes = '', expiresAt = null, revokedAt = null, lastUsedAt = null } = row;
    const limits = readLimits(row.limits ?? null);
    // Checked first: a thief who uses the key elsewhere does not even learn that it exists.
    if (limits.networks !== null && !isInNetworks(address, limits.networks)) {
      throw keyNotAccepted(
        `The API key "${name}" (${id}) was used from ${address ? formatAddress(address) : 'an unknown address'}, but is limited to ` +
          `${limits.networks.join(', ')}. If its program runs there, create a key for that network too; ` +
          'if a reverse proxy does, add it to LECTERN_TRUSTED_PROXIES. Otherwise revoke the key.',
      );
    }
    const taskLimits = taskLimitsOf(limits);
    if (revokedAt !== null || row.banned) {
      throw new LecternError('api-key-revoked', 'Ask an admin for a new API key.');
    }
    if (expiresAt !== null && expiresAt <= nowMs) {
      throw new LecternError('api-key-expired', 'Ask an admin for a new API key.');
    }
    apiKeys.touch(id, lastUsedAt);
    return {
      id,
      name,
      email: null,
      unverifiedEmail: null,
      role: 'admin',
      address,
      apiKeyId: id,
      scopes: new Set(parseScopes(scopes)),
      ...(taskLimits && { limits: taskLimits }),
    };
  }

  async function credentialIn(headers: SessionHeaders): Promise<Credential | undefined> {
    const bearer = bearerToken(headers.authorization);
    if (bearer?.startsWith(apiKeyPrefix)) {
      if (isApiKey(bearer)) return { kind: 'api-key', key: hashToken(bearer) };
      throw new LecternError('api-key-invalid', 'The API key is incomplete. Copy all of it.');
    }
    if (tokens && bearer !== undefined && tokens.recognizes(bearer)) {
      const token = await tokens.verify(bearer);
      return { kind: 'token', key: token.externalId, token };
    }
    const tokenHash = cookieName === undefined ? undefined : sessionTokenHash(headers, cookieName);
    return tokenHash === undefined ? undefined : { kind: 'session', key: tokenHash };
  }

  function principalOf(
    credential: Credential,
    row: CallerRow | undefined,
    address: IpAddress | undefined,
  ): Principal | undefined {
    const nowMs = clock.nowMs();
    if (credential.kind === 'api-key') return programOf(row, address, nowMs);
    if (!row || !isRole(row.role)) return undefined;
    const { id, name, role, adminUntil } = row;
    const person = { id, name, ...emailsIn(row), role: roleAt({ role, adminUntil }, nowMs), address };
    if (credential.token === undefined) {
      const isOver = new Date(row.sessionExpiresAt ?? 0).getTime() <= nowMs;
      return row.banned || isOver ? undefined : person;
    }
    if (row.banned)
      throw new LecternError(
        'token-account',
        'An admin has disabled this account. Ask an admin to enable it.',
      );
    const { issuer, grants } = credential.token;
    return { ...person, issuer, grants };
  }

  return {
    async resolve(headers, address, read) {
      const credential = await credentialIn(headers);
      if (credential === undefined) return undefined;
      let found = await read(credential);
      if (tokens && credential.token !== undefined && !found.caller?.banned) {
        const isChanged = await tokens.provisionAccount(credential.token, found.caller);
        if (isChanged) found = await read(credential);
      }
      const principal = principalOf(credential, found.caller, address);
      return principal && { principal, read: found };
    },
  };
}

/**
 * Reads the account with one indexed query per request, so signing out, revoking a key or disabling an account takes effect at the next
 * request. (better-auth's own lookup costs about a millisecond.)
 */
export function createAuthenticate(parts: { database: Database; credentials: Credentials }): Authenticate {
  const { database, credentials } = parts;
  const prepare = (kind: Credential['kind']) =>
    database.prepareBatchedRead<{ key: string }, CallerRow>((kysely, param) =>
      callerQuery(kysely, kind, param('key')),
    );
  const find = { session: prepare('session'), 'api-key': prepare('api-key'), token: prepare('token') };

  return async (headers, address) => {
    const found = await credentials.resolve(headers, address, async ({ kind, key }) => {
      const [caller] = await find[kind]({ key });
      return { caller };
    });
    return found?.principal;
  };
}

const accountColumns = [
  'user.id',
  'user.name',
  'user.nameSource',
  'user.email',
  'user.emailVerified',
  'user.role',
  'user.adminUntil',
  'user.banned',
  'user.urlEpoch',
] as const;

/** Finds the account by the key of its credential. */
export function callerQuery(
  kysely: Kysely<Schema>,
  kind: Credential['kind'],
  key: string | Expression<string>,
): Compilable<CallerRow> & Expression<CallerRow> {
  switch (kind) {
    case 'session':
      return kysely
        .selectFrom('session')
        .innerJoin('user', 'user.id', 'session.userId')
        .where('session.token', '=', key)
        .select([...accountColumns, 'session.expiresAt as sessionExpiresAt']);
    case 'api-key':
      return kysely
        .selectFrom('apiKeys')
        .innerJoin('user', 'user.id', 'apiKeys.id')
        .where('apiKeys.hash', '=', key)
        .where('user.role', '=', programRole)
        .select([...accountColumns, 'scopes', 'limits', 'expiresAt', 'revokedAt', 'lastUsedAt']);
    case 'token':
      return kysely.selectFrom('user').where('externalId', '=', key).select(accountColumns);
  }
}
