import type { AccessChange } from './lost-access-query.ts';

const textsOf = (rows: ReadonlyArray<object>) => rows.map((row) => JSON.stringify(row));

/** Whether a change writes no row that gives access, such as one of a contest's name. */
export const isUnchanged = ({ before, after, people }: AccessChange): boolean =>
  people.userIds.size === 0 &&
  Object.entries(after).every(([table, rows]) => {
    const known = new Set(textsOf(before[table as keyof typeof before]));
    const left = textsOf(rows);
    return left.length === known.size && left.every((row) => known.has(row));
  });

/** When the first of the added or changed links opens a task, if that is later (Unix milliseconds); null: none. */
export function nextOpening({ nowMs, before, after, people }: AccessChange): number | null {
  const known = new Set(Object.values(before).flatMap(textsOf));
  const isNew = (row: object) => !known.has(JSON.stringify(row));
  const delays = new Map<string, number>();
  const places = new Set<unknown>(after.contestGroups.filter(isNew).map(({ contestId }) => contestId));
  for (const { name, key, rows } of people.tables) {
    for (const row of rows as ReadonlyArray<Readonly<Record<string, unknown>>>) {
      const place = row[key] as string;
      places.add(place);
      if (name !== 'contestParticipants') continue;
      delays.set(place, Math.min(delays.get(place) ?? Number.POSITIVE_INFINITY, Number(row['delaySeconds'])));
    }
  }
  for (const { contestId, groupId } of after.contestGroups) if (places.has(groupId)) places.add(contestId);
  const tasks = new Map(after.tasks.map((task) => [task.id, task]));
  const contests = new Map(after.contests.map((contest) => [contest.id, contest]));
  const openings: Array<number> = [];
  const open = (taskId: string, opensAt: number) => {
    const task = tasks.get(taskId);
    if (task?.deletedAt === null) openings.push(Math.max(opensAt, task.embargoUntil ?? 0));
  };
  for (const task of after.tasks) {
    if (isNew(task) && task.visibility === 'signed-in') open(task.id, task.visibleFrom ?? 0);
  }
  for (const link of after.groupTasks) {
    if (isNew(link) || isNew(tasks.get(link.taskId) ?? {}) || places.has(link.groupId)) {
      open(link.taskId, link.opensAt);
    }
  }
  for (const link of after.contestTasks) {
    const contest = contests.get(link.contestId);
    if (!contest || contest.deletedAt !== null) continue;
    const isChanged = isNew(link) || isNew(contest) || isNew(tasks.get(link.taskId) ?? {});
    if (!isChanged && !places.has(contest.id)) continue;
    const startsAt = contest.startsAt + (delays.get(contest.id) ?? 0) * 1000;
    open(link.taskId, Math.max(startsAt, link.opensAt ?? 0));
  }
  const later = openings.filter((opensAt) => opensAt > nowMs);
  return later.length > 0 ? Math.min(...later) : null;
}
