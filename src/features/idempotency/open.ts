import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { takeIdempotencyKeys } from './idempotency-hook.ts';
import { createIdempotencyStore } from './idempotency-store.ts';

export function open(core: Core): Additions {
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
}
