import type { Transaction as KyselyTransaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { Revocations, Revoke } from './revocations.ts';

export type Transaction = KyselyTransaction<Schema>;

/** What a synchronisation does in one transaction. */
export type Edit<T> = (trx: Transaction, revoke: Revoke) => Promise<T>;

/** Undoes a rehearsal, and carries what it came to. */
class Rehearsed extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('a rehearsal ends without a change');
    this.result = result;
  }
}

/** Runs a change or, in a dry run, everything but its commit: what is shown is what would happen. */
export async function changeOrRehearse<T>(
  revocations: Revocations,
  dryRun: boolean,
  edit: Edit<T>,
): Promise<T> {
  try {
    return await revocations.change(async (trx, revoke) => {
      const result = await edit(trx, revoke);
      if (dryRun) throw new Rehearsed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T;
    throw error;
  }
}
