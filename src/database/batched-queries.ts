import { sql } from 'kysely';
import type { ReadMany } from './batched-read.ts';
import type { Database, QueriesBuilder, QueryBuilder, TextParams } from './database.ts';

/** The query for one asker. */
export const forOne =
  <Params, Row>(build: QueriesBuilder<Params, Row>): QueryBuilder<Params, Row> =>
  (kysely, param) => {
    const queries = build(kysely, param, { areMany: false });
    return 'compile' in queries
      ? queries.compile()
      : sql<Row>`${sql.join(queries, sql` union all `)}`.compile(kysely);
  };

/** The values of each parameter, one per asker. */
type Lists = Readonly<Record<string, ReadonlyArray<string>>>;

/** Rows, and for each the position of its asker, from 1. */
interface RowsOfMany<Row> {
  readonly rows: ReadonlyArray<Row>;
  readonly askers: ReadonlyArray<number>;
}

/**
 * One PostgreSQL statement for any number of askers. It runs each query laterally over a table of the parameters, for which the planner
 * expects ten rows. The rows are returned as JSON, which parses faster than PostgreSQL's row format.
 */
export function prepareReadMany<Params extends TextParams<Params>, Row>(
  prepareRead: Database['prepareRead'],
  build: QueriesBuilder<Params, Row>,
): ReadMany<Params, ReadonlyArray<Row>> {
  const names = new Set<keyof Params & string>();
  const read = prepareRead<Lists, RowsOfMany<Row>>((kysely, param) => {
    const columnOf = <Name extends keyof Params & string>(name: Name) => {
      names.add(name);
      return sql.ref(`lookup.${name}`) as never;
    };
    const queries = build(kysely, columnOf, { areMany: true });
    const found = ('compile' in queries ? [queries] : queries).map(
      (query) =>
        sql`select lookup.at, to_json(each) as row from lookup cross join lateral (${query}) as each`,
    );
    const lists = Array.from(names, (name) => sql`cast(${param(name)} as text[])`);
    const columns = [...names, 'at'].map((name) => sql.ref(name));
    return sql<RowsOfMany<Row>>`
      with lookup as materialized (
        select * from unnest(${sql.join(lists)}) with ordinality as lookup (${sql.join(columns)}))
      select coalesce(json_agg(row), '[]') as rows, coalesce(json_agg(at), '[]') as askers
      from (${sql.join(found, sql` union all `)}) as found`.compile(kysely);
  });

  return async (reads) => {
    const lists = Array.from(names, (name) => [name, reads.map((params) => params[name])]);
    const [{ rows, askers }] = (await read(Object.fromEntries(lists))) as [RowsOfMany<Row>];
    const found = reads.map((): Array<Row> => []);
    rows.forEach((row, at) => void found[(askers[at] ?? 0) - 1]?.push(row));
    return found;
  };
}
