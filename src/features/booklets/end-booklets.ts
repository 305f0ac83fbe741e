import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import type { ExtraAccess } from '../../revocation/revocations.ts';
import type { Revocable } from '../../revocation/url-tags.ts';

/** The revocable resource of a booklet's current URLs. */
export const bookletOf = ({
  id,
  urlEpoch,
}: {
  readonly id: string;
  readonly urlEpoch: number;
}): Revocable => ({ kind: 'booklet', id, epoch: urlEpoch });

/** Increments the URL epochs of booklets. @returns the resources that end */
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

/** The URLs of a booklet end with the access to any task in it. */
export const bookletsOfTasks: ExtraAccess = {
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
