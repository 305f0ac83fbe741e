import { type RawBuilder, sql } from 'kysely';
import { allOf, anyOf, later, never, noText, type Sql } from '../../database/sql.ts';
import type { UrlEpochs } from '../../revocation/url-tags.ts';
import {
  type AccessPath,
  type Ground,
  type GroundKind,
  type GroundRule,
  groundKinds,
  noFacts,
  type PathFacts,
  staffKinds,
} from './access-paths.ts';
import { earliestUsefulEnd } from './decide.ts';
import { allAre, fromTask, idsIn, oneByOne, type PathTable, reader, rowsIn, task } from './path-tables.ts';

/** The one or two grounds in a row; a null kind means no ground. */
export interface GroundRow extends UrlEpochs, PathFacts {
  readonly kind: GroundKind | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly otherKind: GroundKind | null;
  readonly otherOpensAt: number | null;
  readonly otherClosesAt: number | null;
  readonly embargoUntil: number | null;
}

/** Readers and tasks: one pair, or one for each row of a table. */
export interface ReadPairs {
  readonly userId: Sql;
  readonly taskId: Sql;
  /** A row for each pair. If it is named `reader`, it also has the columns of the account that asks, and no account is looked up. */
  readonly from?: Pick<PathTable, 'name' | 'from'>;
  /** Columns that tell the caller whose ground a row is. */
  readonly columns?: Sql;
  /** Only on PostgreSQL. */
  readonly areManyReaders?: boolean;
}

/** The rows of a path for some pairs, with all grounds, open or not. */
export function groundRows<Columns = unknown>(
  path: AccessPath,
  { userId, taskId, from, columns, areManyReaders = false }: ReadPairs,
): RawBuilder<GroundRow & Columns> {
  const ordered = [...fromTask(path.tables), task, reader];
  const tables = areManyReaders ? oneByOne(ordered, userId) : ordered;
  const selected = [...(columns ? [columns] : []), linkColumns(path), taskColumns];
  return rowsIn(
    sql`${sql.join(selected)}`,
    from ? [{ ...from, ids: {} }, ...tables.filter(({ name }) => name !== from.name)] : tables,
    [
      ...allAre(idsIn(tables, 'userId'), userId),
      ...allAre(idsIn(tables, 'taskId'), taskId),
      ...[path.where, hasGround(path)],
    ],
  ) as RawBuilder<GroundRow & Columns>;
}

/** The same for several paths in one query. */
export const groundRowsOfPaths = <Columns>(
  paths: ReadonlyArray<AccessPath>,
  pairs: ReadPairs,
): RawBuilder<GroundRow & Columns> => {
  const rows = paths.map((path) => groundRows(path, pairs));
  return sql`${sql.join(rows, sql` union all `)}`;
};

/** The grounds in rows, in the order of `groundKinds`. */
export function groundsOfRows(rows: ReadonlyArray<GroundRow>): ReadonlyArray<Ground> {
  const grounds: Array<Ground> = [];
  for (const row of rows) {
    const { readerEpoch, taskEpoch, through, networks, embargoUntil } = row;
    const { kind, opensAt, closesAt, otherKind, otherOpensAt, otherClosesAt } = row;
    const common = { readerEpoch, taskEpoch, through, networks };
    if (kind && opensAt !== null) {
      grounds.push({ ...common, kind, opensAt: delayed(kind, opensAt, embargoUntil), closesAt });
    }
    if (otherKind && otherOpensAt !== null) {
      const opening = delayed(otherKind, otherOpensAt, embargoUntil);
      grounds.push({ ...common, kind: otherKind, opensAt: opening, closesAt: otherClosesAt });
    }
  }
  return grounds.sort((a, b) => groundKinds.indexOf(a.kind) - groundKinds.indexOf(b.kind));
}

const delayed = (kind: GroundKind, opensAt: number, embargoUntil: number | null) =>
  embargoUntil !== null && embargoUntil > opensAt && isDelayed({ kind }) ? embargoUntil : opensAt;

/** The columns of a `GroundRow` but those of the task. */
export function linkColumns(path: AccessPath): Sql {
  const facts = factNames.map((name) => sql`${path[name] ?? noFacts[name]} as ${sql.ref(name)}`);
  const [first, second] = path.grounds;
  return sql`reader."urlEpoch" as "readerEpoch", ${sql.join(facts)},
    ${columnsOf(first, ['kind', 'opensAt', 'closesAt'])},
    ${columnsOf(second, ['otherKind', 'otherOpensAt', 'otherClosesAt'])}`;
}

export const taskColumns = sql`task."urlEpoch" as "taskEpoch", task."embargoUntil"`;

const factNames = Object.keys(noFacts) as ReadonlyArray<keyof PathFacts>;

function columnsOf(rule: GroundRule | undefined, [kind, opensAt, closesAt]: [string, string, string]): Sql {
  const name = rule ? sql`cast(${sql.lit(rule.kind)} as text)` : noText;
  return sql`${rule?.when ? sql`case when ${rule.when} then ${name} end` : name} as ${sql.ref(kind)},
    ${rule?.opensAt ?? never} as ${sql.ref(opensAt)}, ${rule?.closesAt ?? never} as ${sql.ref(closesAt)}`;
}

/** Omits rows without a ground; a rule without a condition always has one. */
function hasGround({ grounds }: AccessPath): Sql | undefined {
  const conditions = grounds.flatMap(({ when }) => when ?? []);
  return conditions.length === grounds.length ? anyOf(conditions) : undefined;
}

/** Whether an embargo delays a ground. */
export const isDelayed = ({ kind }: Pick<Ground, 'kind'>) => !staffKinds.has(kind);

const embargo = sql.ref('task.embargoUntil');

/** When a ground opens: as in `groundsOfRows`, in SQL. */
export const openingOf = (rule: GroundRule): Sql =>
  isDelayed(rule) ? later(rule.opensAt, embargo) : rule.opensAt;

/** Whether the embargo of a task has ended, or a row has a ground of staff. */
export const isReleased = (isStaff: Sql, { opensAtOrBefore }: OpenGrounds): Sql =>
  anyOf([isStaff, sql`${embargo} is null`, sql`${embargo} <= ${opensAtOrBefore}`]);

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

/** Whether a row holds a ground that may be open, ignoring the embargo. It finds candidates; `decide` decides. */
export const mayBeOpen = (
  { when, opensAt, closesAt }: GroundRule,
  { opensAtOrBefore, closesFrom }: OpenGrounds,
): Sql =>
  allOf([
    ...(when ? [when] : []),
    ...[sql`${opensAt} <= ${opensAtOrBefore}`, sql`(${closesAt} is null or ${closesAt} >= ${closesFrom})`],
  ]);
