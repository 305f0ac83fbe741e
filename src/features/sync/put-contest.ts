import { changeRows } from '../../core/revoke/access-rows.ts';
import type { Edit } from '../../core/revoke/dry-run.ts';
import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import {
  type Contest,
  checkContest,
  contestColumns,
  contestNotFound,
  contestTag,
} from '../../domain/contests/contest.ts';
import { checkWhatItHolds } from '../../domain/contests/contests.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { newId } from '../../lib/ids.ts';
import { parseLine } from '../../lib/text-line.ts';
import { newStaff, outcomeOf, type Put, type PutOptions } from './put.ts';

export type ContestToPut = Pick<Contest, 'name' | 'startsAt'> &
  Partial<Pick<Contest, 'endsAt' | 'afterEnd' | 'prefetchFrom'>>;

/** What a contest has of which nothing is said. */
const newContest = { endsAt: null, afterEnd: 'closed', prefetchFrom: null } as const;

/** Creates a contest or changes what is given, and adds people to its staff. */
export const putContest =
  (
    changes: ContestToPut,
    staff: ReadonlyArray<NamedPerson>,
    { reference, by, ifMatch, nowMs }: PutOptions,
  ): Edit<Put<Contest>> =>
  async (trx, revoke) => {
    const { column, value } = parseReference(reference);
    const before = await trx
      .selectFrom('contests')
      .select(contestColumns)
      .where(column, '=', value)
      .where('deletedAt', 'is', null)
      .executeTakeFirst();
    assertMatch(ifMatch, before && contestTag(before));
    if (!before && column === 'id') throw contestNotFound();
    const name = parseLine(changes.name, 'name');
    const wanted = { ...newContest, ...before, ...changes, name };
    checkContest(wanted);
    const people = await findOrMakePeople(trx, staff, nowMs);
    const id = before?.id ?? newId();
    const isSame = before !== undefined && contestTag({ ...before, ...wanted }) === contestTag(before);
    if (!before) {
      const times = { createdAt: nowMs, updatedAt: nowMs, deletedAt: null };
      const given = parseExternalId(value);
      await trx
        .insertInto('contests')
        .values({ ...wanted, ...times, id, externalId: given, createdBy: by })
        .execute();
    } else if (!isSame) {
      const { startsAt, endsAt, afterEnd, prefetchFrom } = wanted;
      await checkWhatItHolds(trx, id, wanted);
      const values = { name, startsAt, endsAt, afterEnd, prefetchFrom, updatedAt: nowMs };
      await changeRows(trx, revoke, 'contests', { id }, values);
    }
    const known = await trx.selectFrom('contestStaff').select('userId').where('contestId', '=', id).execute();
    const added = newStaff(people, known, before ? undefined : by);
    await insertRows(
      trx,
      'contestStaff',
      added.map((userId) => ({ contestId: id, userId, createdAt: nowMs })),
    );
    const entity = await trx
      .selectFrom('contests')
      .select(contestColumns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const outcome = outcomeOf(before, isSame && added.length === 0);
    return { outcome, entity, tag: contestTag(entity) };
  };
