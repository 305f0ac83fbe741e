import { sql } from 'kysely';
import { allOf, later, never, noText, type Sql } from '../../database/sql.ts';
import {
  type AccessPath,
  factNames,
  type GroundRule,
  noFacts,
  staffKinds,
  type Table,
} from './access-paths.ts';
import { earliestUsefulEnd } from './decide.ts';

/** Selects grounds that may be open: opened at or before one time, closing at the other or later, or never. Unix milliseconds. */
export interface OpenGrounds {
  readonly opensAtOrBefore: number;
  readonly closesFrom: number;
}

/** Selects all grounds that `decide` may find open at a time (Unix ms). */
export const openAt = (atMs: number): OpenGrounds => ({
  opensAtOrBefore: atMs,
  closesFrom: earliestUsefulEnd(atMs),
});

/** The columns of a `GroundRow`. */
export function groundColumns(path: PathGrounds): Sql {
  const [first, second] = path.grounds;
  return sql`reader."urlEpoch" as "readerEpoch", task."urlEpoch" as "taskEpoch", ${factColumns(path)},
    ${columnsOf(first, ['kind', 'opensAt', 'closesAt'])},
    ${columnsOf(second, ['otherKind', 'otherOpensAt', 'otherClosesAt'])}`;
}

export type PathGrounds = Pick<AccessPath, 'grounds' | keyof typeof noFacts>;

export const factColumns = (path: PathGrounds): Sql =>
  sql`${sql.join(factNames.map((name) => sql`${path[name] ?? noFacts[name]} as ${sql.ref(name)}`))}`;

function columnsOf(rule: GroundRule | undefined, [kind, opensAt, closesAt]: [string, string, string]): Sql {
  const when = rule?.when;
  const name = rule ? sql`cast(${sql.lit(rule.kind)} as text)` : noText;
  return sql`${when ? sql`case when ${when} then ${name} end` : name} as ${sql.ref(kind)},
    ${rule ? openingOf(rule) : never} as ${sql.ref(opensAt)},
    ${rule?.closesAt ?? never} as ${sql.ref(closesAt)}`;
}

/** An embargo may open the ground later than its rule says. */
export const openingOf = (rule: GroundRule): Sql =>
  isHeldBack(rule) ? later(rule.opensAt, embargo) : rule.opensAt;

/** Whether a row holds a ground that may be open, ignoring the embargo. It finds candidates; `decide` decides. */
export const mayBeOpen = (
  { when, opensAt, closesAt }: GroundRule,
  { opensAtOrBefore, closesFrom }: OpenGrounds,
): Sql =>
  allOf([
    ...(when ? [when] : []),
    ...[sql`${opensAt} <= ${opensAtOrBefore}`, sql`(${closesAt} is null or ${closesAt} >= ${closesFrom})`],
  ]);

export const isHeldBack = ({ kind }: GroundRule) => !staffKinds.has(kind);

export const idOfReader = sql.ref('reader.id');
export const idOfTask = sql.ref('task.id');
export const embargo = sql.ref('task.embargoUntil');

/** Disabled accounts and deleted tasks have no grounds. */
export const isEnabled = sql`reader.banned is not true`;
export const isTaskLive = sql`task."deletedAt" is null`;

/** The columns that name the reader or the task, in the order of the tables, then the id of the reader or task itself. */
export function idsOf(what: 'reader' | 'task', tables: ReadonlyArray<Table>): ReadonlyArray<Sql> {
  const column = what === 'reader' ? 'userId' : 'taskId';
  const links = tables.filter(({ names }) => names.includes(what));
  return [...links.map(({ as }) => sql.ref(`${as}.${column}`)), what === 'reader' ? idOfReader : idOfTask];
}

export const linksToTask = (tables: ReadonlyArray<Table>) =>
  idsOf('task', tables).filter((id) => id !== idOfTask);

/** SQLite reads tables in the order of cross joins; PostgreSQL's planner chooses its own. */
export const readInOrder = (tables: ReadonlyArray<Table>) =>
  sql`from ${sql.join(
    [...new Set(tables)].map(({ from }) => from),
    sql` cross join `,
  )}`;
