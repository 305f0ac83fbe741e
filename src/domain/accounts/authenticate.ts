import type { Compilable, Expression, Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/database.ts';
import { emailsIn } from '../../database/email-column.ts';
import { readLimits } from '../../database/key-limits-column.ts';
import type { Schema } from '../../database/schema.ts';
import { isInNetworks } from '../../lib/client-address.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError, OperatorError } from '../../lib/errors.ts';
import { apiKeyPrefix, hashApiKey, isApiKey } from './api-key-format.ts';
import { type ApiKeys, parseScopes } from './api-keys.ts';
import { taskLimitsOf } from './key-limits.ts';
import { isRole, type Principal, programRole, roleAt, type TaskGrant } from './principal.ts';
import { bearerToken, type SessionHeaders, sessionTokenHash } from './session-token.ts';

/**
 * Resolves a request to its principal, or to undefined when it brings nothing that names an enabled account.
 * @param address of the client; without it a key that is limited to networks is refused
 */
export type Authenticate = (headers: SessionHeaders, address?: string) => Promise<Principal | undefined>;

/** The refusal of a request that nobody is found for. */
export function unauthenticated(): LecternError {
  return new LecternError('unauthenticated', 'Send a session cookie or a bearer token.');
}

/** The same for a key that is unknown and for one that is used where it may not be. @param log for the operator alone */
function keyNotAccepted(log?: string): LecternError {
  const detail =
    'The server does not accept this API key. Check the key, or ask an admin to look in the log.';
  return new LecternError(
    'api-key-invalid',
    detail,
    log === undefined ? {} : { cause: new OperatorError(log) },
  );
}

/** How a request says who asks, and the key by which the database finds the account: one indexed read for each kind. */
export type Credential =
  | { readonly kind: 'session' | 'api-key'; readonly key: string; readonly token?: undefined }
  | { readonly kind: 'token'; readonly key: string; readonly token: PlatformToken };

/** A token of a platform that is trusted, verified. */
export interface PlatformToken {
  /** The id by which the platform names the person. */
  readonly externalId: string;
  readonly issuer: string;
  readonly grants: ReadonlyArray<TaskGrant>;
}

/** Reads the tokens of a platform. */
export interface TokenReader {
  /** Whether a bearer token may be one of them, and can be nothing else. */
  recognizes(bearer: string): boolean;
  /** @throws LecternError `token-…` for one that does not hold */
  verify(bearer: string): Promise<PlatformToken>;
  /** Makes the account of a token, or brings it up to date. @returns whether it must be read anew */
  provisionAccount(token: PlatformToken, known: CallerRow | undefined): Promise<boolean>;
}

/** The account that a credential leads to, and what it depends on. */
export type CallerRow = Pick<
  Selectable<Schema['user']>,
  'id' | 'name' | 'nameSource' | 'email' | 'emailVerified' | 'role' | 'adminUntil' | 'banned' | 'urlEpoch'
> & {
  /** Of a session. */
  readonly sessionExpiresAt?: Schema['session']['expiresAt'];
} & Partial<Pick<Schema['apiKeys'], 'scopes' | 'limits' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'>>;

/** Who asks, and what was read with the account. */
interface Caller<Read> {
  readonly principal: Principal;
  readonly read: Read;
}

/** What reads and checks credentials. */
export interface Credentials {
  /**
   * Finds whose credential a request brings; undefined when it brings none, or none of an enabled account. The account of a
   * trusted token is brought up to date first, and read anew after that.
   * @param address of the client, which a key may be limited to
   * @param read reads the account, and whatever else the request needs
   * @throws LecternError `api-key-invalid`, `api-key-expired`, `api-key-revoked`, `token-account`, and for a token of a
   * platform as `TokenReader` does
   */
  resolve<Read extends { readonly caller: CallerRow | undefined }>(
    headers: SessionHeaders,
    address: string | undefined,
    read: (credential: Credential) => Promise<Read>,
  ): Promise<Caller<Read> | undefined>;
}

export function createCredentials(parts: {
  readonly clock: Clock;
  readonly cookieName: string;
  readonly apiKeys: Pick<ApiKeys, 'touch'>;
  /** Undefined when no issuer is trusted. */
  readonly tokens?: TokenReader | undefined;
}): Credentials {
  const { clock, cookieName, apiKeys, tokens } = parts;

  function programOf(row: CallerRow | undefined, address: string | undefined, nowMs: number): Principal {
    if (!row) throw keyNotAccepted();
    const { id, name, scopes = '', expiresAt = null, revokedAt = null, lastUsedAt = null } = row;
    const limits = readLimits(row.limits ?? null);
    // Before anything else: whoever has stolen the key and asks from elsewhere does not even learn that it exists.
    if (limits.networks !== null && !isInNetworks(address, limits.networks)) {
      throw keyNotAccepted(
        `The API key "${name}" (${id}) was used from ${address}, and may be used from ` +
          `${limits.networks.join(', ')} only. If that is the program it was made for, create a key for this network ` +
          'too; if it is a reverse proxy, name the proxy in LECTERN_TRUSTED_PROXIES. Otherwise revoke the key.',
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
      apiKeyId: id,
      scopes: new Set(parseScopes(scopes)),
      ...(taskLimits && { limits: taskLimits }),
    };
  }

  async function credentialIn(headers: SessionHeaders): Promise<Credential | undefined> {
    const bearer = bearerToken(headers.authorization);
    if (bearer?.startsWith(apiKeyPrefix)) {
      if (isApiKey(bearer)) return { kind: 'api-key', key: hashApiKey(bearer) };
      throw new LecternError('api-key-invalid', 'The API key is incomplete. Copy all of it.');
    }
    if (tokens && bearer !== undefined && tokens.recognizes(bearer)) {
      const token = await tokens.verify(bearer);
      return { kind: 'token', key: token.externalId, token };
    }
    const tokenHash = sessionTokenHash(headers, cookieName);
    return tokenHash === undefined ? undefined : { kind: 'session', key: tokenHash };
  }

  function principalOf(
    credential: Credential,
    row: CallerRow | undefined,
    address: string | undefined,
  ): Principal | undefined {
    const nowMs = clock.nowMs();
    if (credential.kind === 'api-key') return programOf(row, address, nowMs);
    if (!row || !isRole(row.role)) return undefined;
    const { id, name, role, adminUntil } = row;
    const person = { id, name, ...emailsIn(row), role: roleAt({ role, adminUntil }, nowMs) };
    if (credential.token === undefined) {
      const isOver = new Date(row.sessionExpiresAt ?? 0).getTime() <= nowMs;
      return row.banned || isOver ? undefined : person;
    }
    if (row.banned) throw new LecternError('token-account', 'An admin has disabled this account.');
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
 * Reads the account by one indexed query at every request, so signing out, revoking a key or disabling an account
 * holds from the next one. (better-auth's own look-up costs about a millisecond.)
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

/** The account that the key of a credential leads to. */
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
