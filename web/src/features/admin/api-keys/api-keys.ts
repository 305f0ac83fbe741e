import type { Schemas } from 'lectern-client';
import { type PagesQuery, pages, usePages } from '../../../lib/server/resource.ts';

/** In the order of the form's explanations. */
export const apiKeyScopes = [
  'read',
  'sync',
  'upload',
  'grant',
  'edge',
] as const satisfies ReadonlyArray<Schemas.ApiKeyScope>;

/** Oldest first, including revoked ones. */
export function useApiKeys(): PagesQuery<Schemas.ApiKey> {
  return usePages(pages('/api/v1/api-keys'));
}

/** The state of a key, and the time of its end. */
export type ApiKeyState =
  | { readonly kind: 'valid' }
  | { readonly kind: 'until' | 'expired' | 'revoked'; readonly time: string };

export function stateOf({ expiresAt, revokedAt }: Schemas.ApiKey, nowMs: number): ApiKeyState {
  if (revokedAt !== null) return { kind: 'revoked', time: revokedAt };
  if (expiresAt === null) return { kind: 'valid' };
  return { kind: Date.parse(expiresAt) > nowMs ? 'until' : 'expired', time: expiresAt };
}
