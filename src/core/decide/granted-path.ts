import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import { externalIdOf } from '../../database/external-ids.ts';
import type { TaskGrant } from '../../domain/accounts/principal.ts';
import type { AccessPath } from './access-paths.ts';

/** A reader's grants as one query parameter. */
export type GrantsParam = string;

/** No task has an id that PostgreSQL cannot read from JSON. */
const canBeRead = ({ task }: TaskGrant) => task.isWellFormed() && !task.includes('\0');

export function grantsParam(grants: ReadonlyArray<TaskGrant>): GrantsParam {
  return JSON.stringify(
    grants.filter(canBeRead).map(({ task, opensAt, closesAt }) => {
      const externalId = externalIdOf(task);
      return {
        id: externalId === undefined ? task : null,
        externalId: externalId ?? null,
        // Times in tokens may have fractions of a millisecond, which PostgreSQL does not cast to bigint.
        opensAt: Math.ceil(opensAt),
        closesAt: closesAt === null ? null : Math.floor(closesAt),
      };
    }),
  );
}

/**
 * The path of a platform's grants. Its rows come with the request and are never stored. An embargo delays them like all grounds but those
 * of staff.
 */
export function grantedPath(dialect: Dialect, grants: GrantsParam | RawBuilder<GrantsParam>): AccessPath {
  // PostgreSQL's planner expects ten elements in an array, and a hundred in a JSON array: see `textsOf`.
  const items =
    dialect === 'sqlite'
      ? sql`json_each(${grants}) as item`
      : sql`unnest(array(select json_array_elements_text(cast(${grants} as json)))) as item (value)`;
  const text = (name: string) =>
    dialect === 'sqlite' ? sql`value ->> ${sql.lit(name)}` : sql`cast(value as json) ->> ${sql.lit(name)}`;
  const given = sql`(select ${text('id')} as id, ${text('externalId')} as "externalId",
    cast(${text('opensAt')} as bigint) as "opensAt", cast(${text('closesAt')} as bigint) as "closesAt"
    from ${items}) as given`;
  // The grants may be a column of a preceding table.
  const lateral = dialect === 'sqlite' ? sql`` : sql`lateral`;
  const named = sql`${lateral} (
    select named.id as "taskId", given."opensAt", given."closesAt" from ${given} cross join tasks as named
    where named.id = given.id
    union all
    select named.id, given."opensAt", given."closesAt" from ${given} cross join tasks as named
    where named."externalId" = given."externalId" and named."deletedAt" is null) as given`;
  return {
    tables: [{ name: 'given', from: named, ids: { taskId: 'taskId' } }],
    grounds: [{ kind: 'granted', opensAt: sql`given."opensAt"`, closesAt: sql`given."closesAt"` }],
  };
}
