import type { Transaction as KyselyTransaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Revocations, Revoke } from './revocations.ts';

export type Transaction = KyselyTransaction<Schema>;

/** A change in one transaction. */
export type Edit<T> = (trx: Transaction, revoke: Revoke) => Promise<T>;

/** Rolls back a dry run, and carries its result. */
class DryRunResult extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('a dry run is rolled back');
    this.result = result;
  }
}

/** Makes a change or, in a dry run, everything but its commit, so that the result is what would happen. */
export async function runOrDryRun<T>(
  revocations: Revocations,
  dryRun: boolean | undefined,
  edit: Edit<T>,
): Promise<T> {
  try {
    return await revocations.change(async (trx, revoke) => {
      const result = await edit(trx, revoke);
      if (dryRun) throw new DryRunResult(result);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRunResult) return error.result as T;
    throw error;
  }
}
