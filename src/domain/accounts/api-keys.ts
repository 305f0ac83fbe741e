import type { Kysely } from 'kysely';
import { type KeyLimits, readLimits, writeLimits } from '../../database/key-limits-column.ts';
import { onPage, type Page } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { hashToken } from '../../lib/random-token.ts';
import type { Edit } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { changeRows } from '../access/access-rows.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { parseName } from './account-fields.ts';
import { newApiKey } from './api-key-format.ts';
import { insertAccounts } from './insert-accounts.ts';
import { checkLimits } from './key-limits.ts';
import { type ApiKeyScope, apiKeyScopes, programRole } from './principal.ts';

/** A program's key as listed, without the key itself. Times are Unix milliseconds. */
export interface ApiKey extends KeyLimits {
  /** Also the id of the account that owns what the program creates. */
  readonly id: string;
  readonly name: string;
  readonly scopes: ReadonlyArray<ApiKeyScope>;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  /** To the hour; null before the first use. */
  readonly lastUsedAt: number | null;
}

const hourMs = 60 * 60 * 1000;

export type ApiKeys = ReturnType<typeof createApiKeys>;

/** The keys of programs. Each has its own account, which cannot sign in. */
export function createApiKeys({ database: { kysely }, revocations, clock }: RepositoryParts) {
  return {
    /**
     * Creates a key. Only the reply contains it.
     * @param draft omitted limits do not restrict it; tasks and groups may be named by `ext:` ids
     * @param createdBy the admin; null on the command line
     * @throws LecternError `request-invalid`
     */
    async create(
      {
        name: givenName,
        scopes,
        expiresAt,
        ...givenLimits
      }: {
        readonly name: string;
        readonly scopes: ReadonlyArray<ApiKeyScope>;
        readonly expiresAt: number | null;
      } & Partial<KeyLimits>,
      createdBy: string | null,
    ): Promise<ApiKey & { readonly key: string }> {
      const nowMs = clock.nowMs();
      if (expiresAt !== null && expiresAt <= nowMs) {
        throw new LecternError('request-invalid', '"expiresAt" must be in the future.');
      }
      const name = parseName(givenName);
      const id = newId();
      const key = newApiKey();
      const granted = apiKeyScopes.filter((scope) => scopes.includes(scope));
      const times = { createdAt: nowMs, expiresAt, revokedAt: null, lastUsedAt: null };
      const limits = await kysely.transaction().execute(async (trx) => {
        const checked = await checkLimits(trx, givenLimits, granted);
        await insertAccounts(
          trx,
          [{ id, address: null, name, nameSource: 'hand', role: programRole }],
          nowMs,
        );
        const stored = { hash: hashToken(key), scopes: granted.join(' '), limits: writeLimits(checked) };
        await trx
          .insertInto('apiKeys')
          .values({ id, ...stored, createdBy, ...times })
          .execute();
        return checked;
      });
      return { id, name, scopes: granted, ...limits, ...times, key };
    },
    /** Oldest first, including revoked ones. */
    async list(page: Page): Promise<ReadonlyArray<ApiKey>> {
      const keys = kysely
        .selectFrom('apiKeys')
        .innerJoin('user', 'user.id', 'apiKeys.id')
        .select([
          'apiKeys.id',
          'name',
          'scopes',
          'limits',
          'apiKeys.createdAt',
          'expiresAt',
          'revokedAt',
          'lastUsedAt',
        ]);
      const rows = await onPage(keys, page, 'apiKeys.id').execute();
      return rows.map(({ scopes, limits, ...key }) => ({
        ...key,
        ...readLimits(limits),
        scopes: parseScopes(scopes),
      }));
    },
    revoke: (id: string) => revocations.change(apiKeyRevocation(id)),
    /** Records that a key was used, at most once an hour. */
    touch(id: string, lastUsedAt: number | null): void {
      const nowMs = clock.nowMs();
      const hour = nowMs - (nowMs % hourMs);
      if (lastUsedAt !== null && lastUsedAt >= hour) return;
      // Requests don't wait for this. If it fails, the next request tries again.
      kysely
        .updateTable('apiKeys')
        .set({ lastUsedAt: hour })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', hour)]))
        .execute()
        .catch(() => {});
    },
  };
}

/** Takes effect at the next request; repeating it changes nothing. @throws LecternError `not-found` */
export const apiKeyRevocation =
  (id: string): Edit<void> =>
  async (trx, revoke) => {
    const found = await revokeApiKeys(trx, revoke, { id, nowMs: revoke.nowMs() });
    if (!found)
      throw new LecternError('not-found', 'There is no API key with this id. List the keys to find it.');
  };

/** Revokes one key, or all that an account has created. @returns whether there are any */
export async function revokeApiKeys(
  trx: Kysely<Schema>,
  revoke: Revoke,
  {
    nowMs,
    ...which
  }: ({ readonly id: string } | { readonly createdBy: string }) & { readonly nowMs: number },
): Promise<boolean> {
  const keys = await trx
    .updateTable('apiKeys')
    .set((eb) => ({ revokedAt: eb.fn.coalesce('revokedAt', eb.val(nowMs)) }))
    .where(({ and }) => and(which))
    .returning('id')
    .execute();
  const ids = keys.map(({ id }) => id);
  await changeRows(trx, revoke, 'user', { id: ids }, { banned: 1, updatedAt: isoTime(nowMs) });
  await revoke.programs(ids);
  return ids.length > 0;
}

export function parseScopes(text: string): ReadonlyArray<ApiKeyScope> {
  const words = text.split(' ');
  return apiKeyScopes.filter((scope) => words.includes(scope));
}
