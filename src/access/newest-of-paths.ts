/** An id of a path, whose number stands for it; the ids of each are together, newest first. */
export interface PathTask {
  readonly path: number;
  readonly taskId: string;
}

/**
 * The newest ids of all paths, of each of which `depth` rows were read at most. Undefined if that is not enough to know so
 * many: more may follow the last row of a path, and an id may be in several rows.
 */
export function newestOfPaths(
  rows: ReadonlyArray<PathTask>,
  limit: number,
  depth: number,
): ReadonlyArray<string> | undefined {
  const newest = [...new Set(rows.map(({ taskId }) => taskId))].sort().reverse().slice(0, limit);
  const ofPaths = Map.groupBy(rows, ({ path }) => path).values();
  const ends = [...ofPaths].flatMap((own) => (own.length < depth ? [] : (own.at(-1)?.taskId ?? [])));
  const last = newest.length < limit ? '' : (newest.at(-1) ?? '');
  return ends.every((end) => end <= last) ? newest : undefined;
}
