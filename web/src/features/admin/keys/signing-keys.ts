import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { read } from '../../../lib/server/resource.ts';

const pollMs = 3000;

export const signingKeysQuery = queryOptions({
  ...read('/api/v1/signing-keys'),
  select: ({ items }) => items,
  // Polls until a new key has begun to sign.
  refetchInterval: ({ state }) => (state.data?.items.some((key) => key.signsFrom !== null) ? pollMs : false),
});

/** Whether another key could sign now. */
export function isRemovable(key: Schemas.SigningKey, keys: ReadonlyArray<Schemas.SigningKey>): boolean {
  return keys.some((other) => other.id !== key.id && other.signsFrom === null);
}
