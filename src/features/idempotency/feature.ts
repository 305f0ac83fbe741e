import type { Feature } from '../feature.ts';
import { tables } from './0001-schema.ts';

/** Lets requests be sent again without doing the same twice (`Idempotency-Key`). */
export const idempotency: Feature = {
  name: 'idempotency',
  tables,
  // The replies are sealed by the secret of this installation.
  notTransferred: ['idempotencyKeys'],
  open: async (host) => (await import('./open.ts')).open(host),
};
