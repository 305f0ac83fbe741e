import { type Kysely, sql } from 'kysely';
import type { GroundKind } from '../../core/decide/access-paths.ts';
import type { Core } from '../../core/open-core.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Schema } from '../../database/schema.ts';
import { newId } from '../../lib/ids.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import type { Disagreement } from './compare-decisions.ts';
import type { ShadowDisagreementTable, ShadowRefusal } from './tables.ts';

const dayMs = 24 * 60 * 60 * 1000;
const maxKeptDays = 30;
const maxRows = 10_000;

/** Disagreements about one reader and one task, as reported. Times are Unix milliseconds. */
export interface ReportedDisagreement
  extends Pick<
    ShadowDisagreementTable,
    'side' | 'reason' | 'opensAt' | 'count' | 'firstAt' | 'lastAt' | 'apiKeyId' | 'externalId'
  > {
  /** Of the reader's account; null without one. */
  readonly name: string | null;
  /** `ext:` and the platform's id if it has one, else Lectern's id. */
  readonly task: string;
  readonly apiKeyName: string;
}

/**
 * Rank of each reason, 0 the most serious: first reading too early, on the platform now and on Lectern after the move; then reading without
 * a right; then reading too late. Data that was never synchronised says nothing about the platform.
 */
const ranks: Readonly<Record<ShadowRefusal | 'allowed', number>> = {
  'not-open-yet': 0,
  allowed: 1,
  'not-found': 2,
  'wrong-place': 3,
  closed: 4,
  unknown: 5,
};
const rank = sql<number>`case ${sql.join(
  Object.entries(ranks).map(([reason, at]) => sql`when reason = ${sql.lit(reason)} then ${sql.lit(at)}`),
  sql` `,
)} else ${sql.lit(ranks.allowed)} end`;

export type Disagreements = ReturnType<typeof createDisagreements>;

/** Stores counts of disagreements, and nothing about decisions that agree. @param parts.maxRows for tests */
export function createDisagreements(
  parts: Pick<Core, 'database' | 'clock'> & {
    readonly config: Pick<Core['config'], 'issueRetentionDays'>;
    readonly maxRows?: number;
  },
) {
  const { clock } = parts;
  const { kysely } = parts.database;
  const mostRows = parts.maxRows ?? maxRows;
  /** Days after which a disagreement that was not seen again is dropped. */
  const keptDays = Math.min(maxKeptDays, parts.config.issueRetentionDays);

  return {
    keptDays,
    /** Counts disagreements. Beyond 10,000 rows it drops the least serious, oldest first. */
    async record(apiKeyId: string, found: ReadonlyArray<Disagreement>): Promise<void> {
      if (found.length === 0) return;
      const rows = rowsOf(apiKeyId, found, clock.nowMs());
      await kysely.transaction().execute(async (trx) => {
        await inChunks(rows, (some) => addRows(trx, some));
        await dropBeyond(trx, mostRows);
      });
    },
    /** The most serious disagreements, latest first, and the total number. */
    async report(
      limit: number,
    ): Promise<{ readonly total: number; readonly items: ReadonlyArray<ReportedDisagreement> }> {
      const items = await kysely
        .selectFrom('shadowDisagreements as found')
        .innerJoin('user as program', 'program.id', 'found.apiKeyId')
        .leftJoin('user as reader', 'reader.externalId', 'found.externalId')
        .leftJoin('tasks', 'tasks.id', 'found.taskId')
        .select(['side', 'reason', 'opensAt', 'count', 'firstAt', 'lastAt', 'apiKeyId', 'found.externalId'])
        .select(['program.name as apiKeyName', 'reader.name'])
        .select(sql<string>`coalesce('ext:' || tasks."externalId", found."taskId")`.as('task'))
        .orderBy(rank)
        .orderBy('lastAt', 'desc')
        .orderBy('found.id')
        .limit(limit)
        .execute();
      return { total: await countRows(kysely), items };
    },
    /** Deletes disagreements that had expired at `nowMs` (Unix milliseconds), in steps. @returns how many */
    prune: (nowMs: number, signal?: AbortSignal) =>
      deleteOld(kysely, 'shadowDisagreements', ['receivedAt', '<', nowMs - keptDays * dayMs], signal),
  };
}

type CountedDisagreement = Omit<ShadowDisagreementTable, 'id' | 'apiKeyId' | 'receivedAt'>;

/** Disagreements about one reader and one task, for one reason, counted as one. */
export function createCountedDisagreements() {
  const counted = new Map<string, CountedDisagreement>();
  return {
    add(found: ReadonlyArray<Disagreement>): void {
      for (const { externalId, taskId, atMs, decision } of found) {
        const side = decision.allowed ? 'lectern' : 'platform';
        const reason: ShadowRefusal | GroundKind = decision.allowed
          ? decision.permit.ground
          : decision.reason;
        const opensAt = !decision.allowed && decision.reason === 'not-open-yet' ? decision.opensAtMs : null;
        const key = JSON.stringify([externalId, taskId, side, reason]);
        const { count = 0, firstAt = atMs, lastAt = atMs } = counted.get(key) ?? {};
        counted.set(key, {
          externalId,
          taskId,
          side,
          reason,
          opensAt,
          count: count + 1,
          firstAt: Math.min(firstAt, atMs),
          lastAt: Math.max(lastAt, atMs),
        });
      }
      if (counted.size > 2 * maxRows) for (const [key] of bySeverity().slice(maxRows)) counted.delete(key);
    },
    /** Most serious first, then latest; beyond 10,000, the least serious may be missing. */
    list: () => bySeverity().map(([, each]) => each),
  };

  function bySeverity() {
    return [...counted].toSorted(
      ([, a], [, b]) => rankOf(a.reason) - rankOf(b.reason) || b.lastAt - a.lastAt,
    );
  }
}

const rankOf = (reason: ShadowRefusal | GroundKind) =>
  (ranks as Readonly<Record<string, number>>)[reason] ?? ranks.allowed;

/** One row for equal disagreements, because a statement cannot change a row twice. */
function rowsOf(
  apiKeyId: string,
  found: ReadonlyArray<Disagreement>,
  receivedAt: number,
): ReadonlyArray<ShadowDisagreementTable> {
  const counted = createCountedDisagreements();
  counted.add(found);
  return counted.list().map((each) => ({ id: newId(), apiKeyId, receivedAt, ...each }));
}

async function addRows(trx: Kysely<Schema>, rows: ReadonlyArray<ShadowDisagreementTable>): Promise<void> {
  const [own, added] = [sql.table('shadowDisagreements'), sql.table('excluded')];
  await trx
    .insertInto('shadowDisagreements')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['apiKeyId', 'externalId', 'taskId', 'side', 'reason']).doUpdateSet({
        count: sql`${own}.count + ${added}.count`,
        firstAt: sql`case when ${added}."firstAt" < ${own}."firstAt" then ${added}."firstAt" else ${own}."firstAt" end`,
        lastAt: sql`case when ${added}."lastAt" > ${own}."lastAt" then ${added}."lastAt" else ${own}."lastAt" end`,
        opensAt: sql`${added}."opensAt"`,
        receivedAt: sql`${added}."receivedAt"`,
      }),
    )
    .execute();
}

async function dropBeyond(trx: Kysely<Schema>, most: number): Promise<void> {
  const excess = (await countRows(trx)) - most;
  if (excess <= 0) return;
  await trx
    .deleteFrom('shadowDisagreements')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('shadowDisagreements')
        .select('id')
        .orderBy(rank, 'desc')
        .orderBy('receivedAt')
        .limit(excess),
    )
    .execute();
}

async function countRows(kysely: Kysely<Schema>): Promise<number> {
  const { rows } = await kysely
    .selectFrom('shadowDisagreements')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
}
