import { realpath } from 'node:fs/promises';
import { findProblems, PackageError, type ReadOptions } from 'lectern-problems';
import { openPath } from './disk-source.ts';
import { type PushPlan, planPush, type ReadPath, type RefusedProblem, unreadable } from './plan-push.ts';

export interface PlanOptions extends ReadOptions {
  /** As for `planPush`. */
  readonly prefix?: string | undefined;
}

/**
 * Reads each path once and plans what to push. A path without a readable package becomes a refused problem.
 * @throws errors of the system
 */
export async function planPaths(
  paths: ReadonlyArray<string>,
  { prefix, ...options }: PlanOptions,
): Promise<PushPlan & { readonly read: ReadonlyArray<ReadPath> }> {
  const read: Array<ReadPath> = [];
  const broken: Array<RefusedProblem> = [];
  const known = new Set<string>();
  for (const path of paths) {
    const place = await realpath(path);
    if (known.has(place)) continue;
    known.add(place);
    try {
      const source = await openPath(place);
      read.push({ path, source, found: await findProblems(source, options) });
    } catch (error) {
      if (!(error instanceof PackageError)) throw error;
      broken.push(unreadable(path, error));
    }
  }
  const { problems, refused } = planPush(read, { prefix });
  return { read, problems, refused: [...broken, ...refused] };
}
