import type { Schemas } from 'lectern-client';
import { type PagesQuery, pages, usePages } from '../../../lib/server/resource.ts';

/** In the order in which they are explained. */
export const apiKeyScopes = [
  'read',
  'sync',
  'upload',
  'grant',
] as const satisfies ReadonlyArray<Schemas.ApiKeyScope>;

/** Oldest first, those that were revoked too. */
export function useApiKeys(): PagesQuery<Schemas.ApiKey> {
  return usePages(pages('/api/v1/api-keys'));
}

/** What became of a key, and the time that belongs to it. */
export type ApiKeyState =
  | { readonly kind: 'valid' }
  | { readonly kind: 'until' | 'expired' | 'revoked'; readonly time: string };

export function stateOf({ expiresAt, revokedAt }: Schemas.ApiKey, nowMs: number): ApiKeyState {
  if (revokedAt !== null) return { kind: 'revoked', time: revokedAt };
  if (expiresAt === null) return { kind: 'valid' };
  return { kind: Date.parse(expiresAt) > nowMs ? 'until' : 'expired', time: expiresAt };
}
