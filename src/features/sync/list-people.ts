import type { Transaction } from '../../core/revoke/dry-run.ts';
import { addressesOf } from '../../database/person.ts';
import { inChunks } from '../../lib/in-chunks.ts';

/** A person in a list that is put. */
export interface ListedPerson {
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
  readonly name: string;
}

export const byUserId = (a: ListedPerson, b: ListedPerson) => (a.userId < b.userId ? -1 : 1);

export async function peopleOf(
  trx: Transaction,
  ids: ReadonlyArray<string>,
): Promise<ReadonlyArray<ListedPerson>> {
  const people: Array<ListedPerson> = [];
  await inChunks(ids, async (some) => {
    const rows = await trx
      .selectFrom('user')
      .select(['id as userId', 'externalId', ...addressesOf(), 'name'])
      .where('id', 'in', some)
      .execute();
    people.push(...rows);
  });
  return people;
}
