/**
 * The newest ids of all paths, of each of which the newest `depth` were read at most. Undefined if that is not enough to
 * know so many: older ones may follow on a path, and an id may come several times.
 */
export function newestOfPaths(
  paths: ReadonlyArray<ReadonlyArray<string>>,
  limit: number,
  depth: number,
): ReadonlyArray<string> | undefined {
  const newest = [...new Set(paths.flat())].sort().reverse().slice(0, limit);
  const last = newest.length < limit ? '' : (newest.at(-1) ?? '');
  const isKnown = paths.every((ids) => ids.length < depth || ids.some((id) => id <= last));
  return isKnown ? newest : undefined;
}
