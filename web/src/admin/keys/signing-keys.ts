import { queryOptions } from '@tanstack/react-query';
import type { SigningKey } from 'lectern-client';
import { client } from '../../api/client.ts';

const pollMs = 3000;

export const signingKeysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: ({ signal }) => client.get('/api/v1/signing-keys', { signal }),
  select: ({ items }) => items,
  // Until a new key has begun to sign.
  refetchInterval: ({ state }) => (state.data?.items.some((key) => key.signsFrom !== null) ? pollMs : false),
});

/** Not the only one that could sign now. */
export function isRemovable(key: SigningKey, keys: ReadonlyArray<SigningKey>): boolean {
  return keys.some((other) => other.id !== key.id && other.signsFrom === null);
}
