import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';
import type { Opening } from './upcoming-windows.ts';

/** A group or contest that a ground comes through. */
export type Place = Pick<Opening, 'kind' | 'id' | 'externalId' | 'name'>;

/** Groups and contests by id, in one query; deleted ones are left out. */
export type Places = (ids: ReadonlyArray<string>) => Promise<ReadonlyMap<string, Place>>;

export function createPlaces(database: Database): Places {
  const { dialect } = database;
  const read = database.prepareRead<{ ids: Texts }, Place>((kysely, param) => {
    const wanted = sql`(select value from ${textsOf(dialect, param('ids'), 'wanted')})`;
    return sql<Place>`
      select cast('group' as text) as kind, id, "externalId", name from groups where id in ${wanted} and "deletedAt" is null
      union all
      select cast('contest' as text), id, "externalId", name from contests where id in ${wanted} and "deletedAt" is null`.compile(
      kysely,
    );
  });
  return async (ids) => {
    if (ids.length === 0) return new Map();
    const places = await read({ ids: textsParam(dialect, new Set(ids)) });
    return new Map(places.map((place) => [place.id, place]));
  };
}
