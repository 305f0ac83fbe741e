import type { Revocations } from '../core/revoke/revocations.ts';
import type { Database } from '../database/database.ts';
import type { Clock } from '../lib/clock.ts';

/** The parts of a repository whose changes can end access. */
export interface RepositoryParts {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}
