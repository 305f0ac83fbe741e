import type { Decision } from '../../core/decide/decide.ts';
import { createFindLimited } from '../../core/decide/limited-tasks.ts';
import type { Reader } from '../../core/decide/read-permit.ts';
import type { Core } from '../../core/open-core.ts';
import { externalIdOf, findReferredIn, parseExternalId } from '../../database/external-ids.ts';
import { anywhere } from '../../domain/accounts/principal.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import { checkRows, problemIn } from '../../lib/row-problems.ts';

/** A platform's decision about one of its readers. */
export interface PlatformDecision {
  /** Lectern's id, or `ext:` and the platform's id. */
  readonly taskId: string;
  /** The platform's id of the reader. */
  readonly externalId: string;
  readonly allowed: boolean;
  /** When it decided (Unix milliseconds). */
  readonly atMs: number;
}

/** Lectern's decision; `unknown` for readers and tasks that it does not know. */
export type ShadowDecision = Decision | { readonly allowed: false; readonly reason: 'unknown' };

/** A decision of a platform that differs from Lectern's. */
export interface Disagreement extends PlatformDecision {
  /** Position in the request, from 1. */
  readonly row: number;
  readonly decision: ShadowDecision;
}

/**
 * Compares decisions of a platform with Lectern's at the same times. Uses the access that Lectern has now, without
 * grants of the platform. Changes nothing.
 * @param limits of the calling key: tasks beyond them are unknown
 * @returns the decisions that differ, in their order
 * @throws LecternError `request-invalid` with the rows that have invalid ids
 */
export type CompareDecisions = (
  decisions: ReadonlyArray<PlatformDecision>,
  limits: Reader['limits'],
) => Promise<ReadonlyArray<Disagreement>>;

/** A decision takes SQLite up to a tenth of a millisecond. */
const perChunk = 50;

export function createCompareDecisions({
  access,
  database,
  findExternal,
}: Pick<Core, 'access' | 'database' | 'findExternal'>): CompareDecisions {
  const findLimited = createFindLimited(database);

  async function tasksOf(references: ReadonlyArray<string>, limits: Reader['limits']) {
    const live = await findReferredIn(database.kysely, 'task', references);
    if (limits === undefined) return live;
    const limited = await findLimited(limits, [...live.values()]);
    return new Map([...live].filter(([, id]) => limited.has(id)));
  }

  return async (decisions, limits) => {
    checkRows(
      decisions,
      ({ taskId, externalId }) =>
        problemIn('reader.externalId', () => parseExternalId(externalId)) ??
        problemIn('taskId', () => parseExternalId(externalIdOf(taskId) ?? taskId)),
    );
    const tasks = await tasksOf([...new Set(decisions.map(({ taskId }) => taskId))], limits);
    const readers = await findExternal(
      'user',
      decisions.map(({ externalId }) => externalId),
    );

    async function decideOne({ taskId, externalId, atMs }: PlatformDecision): Promise<ShadowDecision> {
      const [id, task] = [readers.get(externalId), tasks.get(taskId)];
      if (id === undefined || task === undefined) return { allowed: false, reason: 'unknown' };
      const decided = await access.decideMany({ id, address: anywhere }, [task], atMs);
      return decided.get(task) as Decision;
    }

    const differing: Array<Disagreement> = [];
    for await (const some of inYieldingChunks([...decisions.entries()], perChunk)) {
      const decided = await Promise.all(some.map(([, each]) => decideOne(each)));
      for (const [at, decision] of decided.entries()) {
        const [index, each] = some[at] as [number, PlatformDecision];
        if (decision.allowed !== each.allowed) differing.push({ ...each, row: index + 1, decision });
      }
    }
    return differing;
  };
}
