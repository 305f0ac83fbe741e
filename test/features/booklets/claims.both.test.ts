import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe } from 'node:test';
import {
  type ClaimedBooklet,
  claimMs,
  createBookletQueue,
} from '../../../src/features/booklets/booklet-queue.ts';
import { createBooklets } from '../../../src/features/booklets/booklets.ts';
import { workQueueContract } from '../../contracts/work-queue-contract.ts';
import { groupRow } from '../../support/rows.ts';
import { testDatabaseOpener } from '../../support/test-database.ts';
import { unguarded } from '../../support/unguarded.ts';

describe('a booklet to be built', () => {
  const newDatabase = () => testDatabaseOpener();
  workQueueContract<ClaimedBooklet>({ claimMs, newDatabase }, (database, clock) => {
    const tables = unguarded(database.kysely);
    const revocations = { change: () => assert.fail('no URL of it was issued') };
    const booklets = createBooklets({ database, clock, revocations });
    const queue = createBookletQueue({ database, clock });
    return {
      async add() {
        const groupId = randomUUID();
        await tables
          .insertInto('groups')
          .values(groupRow({ id: groupId }))
          .execute();
        const owner = { kind: 'group', id: groupId } as const;
        const spec = { language: 'en', timeZone: 'UTC', askedBy: 'somebody' };
        return (await booklets.request({ owner, oddPages: false, includesUpcoming: false, ...spec })).id;
      },
      claim: queue.claim,
      fail: (booklet) => queue.fail(booklet, { failure: 'failed', failedOf: '', retryAt: clock.nowMs() }),
      failures: (booklet) => booklet.failures,
      async end({ owner }) {
        await tables
          .updateTable('groups')
          .set({ deletedAt: clock.nowMs() })
          .where('id', '=', owner.id)
          .execute();
        assert.equal(await booklets.removeOfDeleted(), 1);
      },
    };
  });
});
