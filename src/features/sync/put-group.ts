import { putRow } from '../../core/revoke/access-rows.ts';
import type { Edit } from '../../core/revoke/dry-run.ts';
import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { type Group, groupColumns, groupNotFound, groupTag } from '../../domain/groups/groups.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import { newId } from '../../lib/ids.ts';
import { parseLine } from '../../lib/text-line.ts';
import { newStaff, outcomeOf, type Put, type PutOptions } from './put.ts';

export interface GroupToPut {
  readonly name: string;
}

/** Creates a group or renames it, and adds people to its staff. */
export const putGroup =
  (
    changes: GroupToPut,
    staff: ReadonlyArray<NamedPerson>,
    { reference, by, ifMatch, nowMs }: PutOptions,
  ): Edit<Put<Group>> =>
  async (trx, revoke) => {
    const { column, value } = parseReference(reference);
    const before = await trx
      .selectFrom('groups')
      .select(groupColumns)
      .where(column, '=', value)
      .where('deletedAt', 'is', null)
      .executeTakeFirst();
    assertMatch(ifMatch, before && groupTag(before));
    if (!before && column === 'id') throw groupNotFound();
    const name = parseLine(changes.name, 'name');
    const people = await findOrMakePeople(trx, staff, nowMs);
    const id = before?.id ?? newId();
    if (!before) {
      const times = { createdAt: nowMs, updatedAt: nowMs, deletedAt: null };
      const given = parseExternalId(value);
      await trx
        .insertInto('groups')
        .values({ id, name, externalId: given, createdBy: by, ...times })
        .execute();
    } else if (before.name !== name) {
      await trx.updateTable('groups').set({ name, updatedAt: nowMs }).where('id', '=', id).execute();
    }
    const known = await trx
      .selectFrom('groupMembers')
      .select('userId')
      .where('groupId', '=', id)
      .where('role', '=', 'staff')
      .execute();
    const added = newStaff(people, known, before ? undefined : by);
    for (const userId of added) {
      await putRow(trx, revoke, 'groupMembers', { groupId: id, userId, role: 'staff', createdAt: nowMs });
    }
    const entity = await trx
      .selectFrom('groups')
      .select(groupColumns)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const isSame = before?.name === name && added.length === 0;
    return { outcome: outcomeOf(before, isSame), entity, tag: groupTag(entity) };
  };
