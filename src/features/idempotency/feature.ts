import type { Feature } from '../feature.ts';

/** Lets requests be sent again without doing the same twice (`Idempotency-Key`). */
export const idempotency: Feature = {
  name: 'idempotency',
  // The replies are sealed by the secret of this installation.
  notTransferred: ['idempotencyKeys'],
  open: async (host) => (await import('./open.ts')).open(host),
};
