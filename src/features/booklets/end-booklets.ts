import type { Transaction } from 'kysely';
import type { MadeOfTasks } from '../../core/revoke/revocations.ts';
import type { Revocable } from '../../core/revoke/url-tags.ts';
import type { Schema } from '../../database/schema.ts';
import { inChunks } from '../../lib/in-chunks.ts';

/** A booklet, as the URLs name it that are given now. */
export const bookletOf = ({
  id,
  urlEpoch,
}: {
  readonly id: string;
  readonly urlEpoch: number;
}): Revocable => ({ kind: 'booklet', id, epoch: urlEpoch });

/** Counts the epochs of booklets up. @returns what ends by that */
export async function endBooklets(
  trx: Transaction<Schema>,
  bookletIds: ReadonlyArray<string>,
): Promise<ReadonlyArray<Revocable>> {
  const ended: Array<Revocable> = [];
  await inChunks(bookletIds, async (some) => {
    const counted = await trx
      .updateTable('booklets')
      .set((eb) => ({ urlEpoch: eb('urlEpoch', '+', 1) }))
      .where('id', 'in', some)
      .returning(['id', 'urlEpoch'])
      .execute();
    ended.push(...counted.map(({ id, urlEpoch }) => bookletOf({ id, urlEpoch: urlEpoch - 1 })));
  });
  return ended;
}

/** A booklet ends with each of the tasks that are in it. */
export const bookletsOfTasks: MadeOfTasks = {
  async endWithTasks(trx, taskIds) {
    const found = new Set<string>();
    await inChunks(taskIds, async (some) => {
      const rows = await trx
        .selectFrom('bookletTasks')
        .select('bookletId')
        .where('taskId', 'in', some)
        .execute();
      for (const { bookletId } of rows) found.add(bookletId);
    });
    return endBooklets(trx, [...found]);
  },
};
