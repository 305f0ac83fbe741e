import type { Feature } from '../feature.ts';
import { tables } from './0001-schema.ts';

/** Lets requests be sent again without doing the same twice (`Idempotency-Key`). */
export const idempotency: Feature = {
  name: 'idempotency',
  tables,
  // The replies are sealed by the secret of this installation.
  notTransferred: ['idempotencyKeys'],
  // Replies to the person. Those to others that name them are sealed, and go within a day.
  async forgetPerson(trx, { id }) {
    await trx.deleteFrom('idempotencyKeys').where('caller', '=', id).execute();
  },
  async open(core) {
    const { takeIdempotencyKeys } = await import('./idempotency-hook.ts');
    const { createIdempotencyStore } = await import('./idempotency-store.ts');
    const store = createIdempotencyStore(core);
    return {
      prepare: (server) => takeIdempotencyKeys(server, store),
      sweeps: [
        {
          lease: 'prune-idempotency-keys',
          what: 'idempotency keys that have expired',
          remove: store.prune,
        },
      ],
    };
  },
};
