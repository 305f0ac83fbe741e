import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';

export const containerKinds = ['group', 'contest'] as const;

/** A group or contest, which has tasks. */
export interface Container {
  readonly kind: (typeof containerKinds)[number];
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
}

/** Groups and contests by id, in one query; deleted ones are left out. */
export type FindContainers = (ids: ReadonlyArray<string>) => Promise<ReadonlyMap<string, Container>>;

export function createFindContainers(database: Database): FindContainers {
  const { dialect } = database;
  const read = database.prepareRead<{ ids: Texts }, Container>((kysely, param) => {
    const wanted = sql`(select value from ${textsOf(dialect, param('ids'), 'wanted')})`;
    return sql<Container>`
      select cast('group' as text) as kind, id, "externalId", name from groups where id in ${wanted} and "deletedAt" is null
      union all
      select cast('contest' as text), id, "externalId", name from contests where id in ${wanted} and "deletedAt" is null`.compile(
      kysely,
    );
  });
  return async (ids) => {
    if (ids.length === 0) return new Map();
    const containers = await read({ ids: textsParam(dialect, new Set(ids)) });
    return new Map(containers.map((container) => [container.id, container]));
  };
}
