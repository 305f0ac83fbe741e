import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { takeIdempotencyKeys } from './idempotency-hook.ts';
import { createKeptAnswers } from './kept-answers.ts';

export function open(core: Core): Additions {
  const keptAnswers = createKeptAnswers(core);
  return {
    prepare: (server) => takeIdempotencyKeys(server, { keptAnswers }),
    sweeps: [
      {
        lease: 'prune-idempotency-keys',
        what: 'idempotency keys that have expired',
        remove: keptAnswers.prune,
      },
    ],
  };
}
