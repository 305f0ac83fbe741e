import type { Database } from '../database/database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Revocations } from '../revocation/revocations.ts';

/** The parts of a repository whose changes can end access. */
export interface RepositoryParts {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly clock: Clock;
}
