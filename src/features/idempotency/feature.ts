import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';

/** Lets clients repeat a request without repeating its effect (`Idempotency-Key`). */
export const idempotency: Feature = {
  name: 'idempotency',
  storage: {
    schema: { tables },
    // The responses are sealed with the secret of this installation.
    transfer: { leftOut: ['idempotencyKeys'] },
    // Responses to the person. Responses to others that name them are sealed, and expire within a day.
    async erasePerson(trx, { id }) {
      await trx.deleteFrom('idempotencyKeys').where('caller', '=', id).execute();
    },
  },
  async open(core) {
    const { takeIdempotencyKeys } = await import('./idempotency-hook.ts');
    const { createIdempotencyStore } = await import('./idempotency-store.ts');
    const store = createIdempotencyStore(core);
    return {
      http: { prepare: (server) => takeIdempotencyKeys(server, store) },
      lifecycle: {
        sweeps: [{ lease: 'prune-idempotency-keys', what: 'expired idempotency keys', remove: store.prune }],
      },
    };
  },
};
