import { elsewhere, languagesOf, type World } from './access-world.ts';

/** A ground as the model knows it; `through` is a group or contest by its position. */
export interface ModelGround {
  readonly kind: string;
  readonly opensAt: number;
  readonly closesAt: number | null;
  readonly through: `group ${number}` | `contest ${number}` | null;
  /** Whether the contest takes place where the requests do not come from. */
  readonly isElsewhere?: boolean;
}

/** The filters of a list; by position. */
export interface ModelFilter {
  readonly group: number | null;
  readonly contest: number | null;
  readonly text: string | null;
  readonly language: string | null;
}

/** What each text must find among `titles`, written by hand. */
export const findings: Readonly<Record<string, ReadonlyArray<number>>> = {
  lodka: [0, 3],
  'ŁÓDKA 3': [3],
  graph: [1, 4],
  h_5: [1],
  '0%': [1],
  straße: [2],
  STRASSE: [2],
  cafe: [5],
  'x%': [],
  '%': [1],
};

/** The table of grounds in docs/access.md, row by row. */
export function modelGrounds(world: World, person: number, taskAt: number): ReadonlyArray<ModelGround> {
  const [reader, task] = [world.people[person], world.tasks[taskAt]];
  if (!reader || !task || reader.disabled || task.deleted) return [];
  const found: Array<ModelGround> = [];
  const always = { opensAt: 0, closesAt: null };
  const afterEmbargo = (opensAt: number) => Math.max(opensAt, task.embargoUntil ?? opensAt);

  if (reader.role === 'admin') found.push({ kind: 'admin', through: null, ...always });
  if (world.taskStaff.some((row) => row.task === taskAt && row.person === person)) {
    found.push({ kind: 'task-staff', through: null, ...always });
  }
  if (task.visibility === 'signed-in') {
    const opensAt = afterEmbargo(task.visibleFrom);
    found.push({ kind: 'signed-in', through: null, opensAt, closesAt: null });
  }
  for (const { group, window } of world.assignments.filter((row) => row.task === taskAt)) {
    const role = roleInGroup(world, person, group);
    const through = `group ${group}` as const;
    if (role === 'staff') found.push({ kind: 'group-staff', through, ...always });
    if (role === 'member') {
      found.push({ kind: 'group', through, ...window, opensAt: afterEmbargo(window.opensAt) });
    }
  }
  for (const { contest: at, window } of world.contestTasks.filter((row) => row.task === taskAt)) {
    const contest = world.contests[at];
    if (!contest || contest.deleted) continue;
    const through = `contest ${at}` as const;
    if (isContestStaff(world, person, at)) found.push({ kind: 'contest-staff', through, ...always });

    const times = timesInContest(world, person, at);
    const sharedOpening = Math.max(contest.startsAt, window.opensAt ?? contest.startsAt);
    if (times) {
      const delayMs = times.delaySeconds * 1000;
      const opensAt = sharedOpening + delayMs;
      const ends = [contest.endsAt, window.closesAt].filter((end) => end !== null);
      const isOutside = ends.some((end) => end + delayMs <= opensAt);
      const extraMs = isOutside ? 0 : times.extraSeconds * 1000;
      const closesAt = ends.length === 0 ? null : Math.min(...ends) + delayMs + extraMs;
      const isElsewhere = contest.networks === elsewhere;
      found.push({ kind: 'contest', through, opensAt: afterEmbargo(opensAt), closesAt, isElsewhere });
    }
    const archiveOpening =
      contest.afterEnd === 'signed-in'
        ? sharedOpening
        : contest.afterEnd === 'participants' && times && sharedOpening + times.delaySeconds * 1000;
    if (contest.endsAt !== null && archiveOpening) {
      const opensAt = afterEmbargo(Math.max(contest.endsAt, archiveOpening));
      found.push({ kind: 'contest-archive', through, opensAt, closesAt: null });
    }
  }
  return found;
}

/** Open, and at least a whole second before the last whole second of the window. */
export const isOpen = ({ opensAt, closesAt }: ModelGround, nowMs: number) =>
  opensAt <= nowMs && (closesAt === null || Math.floor(closesAt / 1000) * 1000 - nowMs >= 1000);

/** The same where the requests of these tests come from. */
export const isOpenHere = (ground: ModelGround, nowMs: number) =>
  ground.isElsewhere !== true && isOpen(ground, nowMs);

/** Opens later, for at least a whole second. */
const isToCome = ({ opensAt, closesAt }: ModelGround, nowMs: number) =>
  opensAt > nowMs && (closesAt === null || Math.floor(closesAt / 1000) * 1000 - opensAt >= 1000);

/** Why grounds that are all not open here refuse, and when the first of them opens. */
export function modelRefusal(found: ReadonlyArray<ModelGround>, nowMs: number): [string, number | null] {
  if (found.some((ground) => isOpen(ground, nowMs))) return ['wrong-place', null];
  const openings = found.filter((ground) => isToCome(ground, nowMs)).map(({ opensAt }) => opensAt);
  return openings.length === 0 ? ['closed', null] : ['not-open-yet', Math.min(...openings)];
}

/** What opens for a person later, and through what. A contest opens when it starts; only then its tasks count. */
export function modelOpenings(world: World, person: number, nowMs: number) {
  if (world.people[person]?.disabled) return [];
  const starts: Array<ModelGround> = [];
  for (const [at, contest] of world.contests.entries()) {
    const times = timesInContest(world, person, at);
    if (contest.deleted || !times) continue;
    const opensAt = contest.startsAt + times.delaySeconds * 1000;
    if (opensAt > nowMs) starts.push({ kind: 'contest', opensAt, closesAt: null, through: `contest ${at}` });
  }
  const isBefore = (through: string | null) => starts.some((start) => start.through === through);
  const ofTasks = world.tasks
    .flatMap((_, task) => modelGrounds(world, person, task))
    .filter((ground) => ground.kind === 'group' || (ground.kind === 'contest' && !isBefore(ground.through)));
  return [...ofTasks.filter((ground) => isToCome(ground, nowMs)), ...starts];
}

/**
 * The tasks that a contest shows to a person, or undefined when the contest does not exist for that person.
 * Staff see all; others what this contest itself has opened to them.
 */
export function modelContestTasks(world: World, person: number, at: number, nowMs: number) {
  const [contest, reader] = [world.contests[at], world.people[person]];
  if (!contest || contest.deleted) return undefined;
  const runsIt = reader?.role === 'admin' || isContestStaff(world, person, at);
  const isArchive = contest.afterEnd === 'signed-in' && contest.endsAt !== null && contest.endsAt <= nowMs;
  if (!runsIt && !isArchive && !timesInContest(world, person, at)) return undefined;
  const opened = (task: number) =>
    modelGrounds(world, person, task).some(
      (ground) => ground.through === `contest ${at}` && isOpenHere(ground, nowMs),
    );
  return world.contestTasks
    .filter((row) => row.contest === at && !world.tasks[row.task]?.deleted)
    .map((row) => row.task)
    .filter((task) => runsIt || opened(task))
    .sort();
}

/** Whether a list with this filter has a task that opens; undefined when the filter is refused as not found. */
export function modelFilter(world: World, person: number, filter: ModelFilter, nowMs: number) {
  const { group, contest, text, language } = filter;
  const isAdmin = world.people[person]?.role === 'admin';
  if (group !== null) {
    const seen = isAdmin ? !world.groups[group]?.deleted : roleInGroup(world, person, group);
    if (!seen) return undefined;
  }
  const shown = contest === null ? [] : modelContestTasks(world, person, contest, nowMs);
  if (shown === undefined) return undefined;
  const isAssigned = (task: number) =>
    world.assignments.some((row) => row.group === group && row.task === task && row.window.opensAt <= nowMs);
  return (task: number) =>
    (group === null || isAssigned(task)) &&
    (contest === null || shown.includes(task)) &&
    (text === null || findings[text]?.includes(task)) &&
    (language === null || languagesOf(task).includes(language));
}

function roleInGroup(world: World, person: number, group: number): 'member' | 'staff' | undefined {
  if (world.groups[group]?.deleted) return undefined;
  return world.members.find((row) => row.group === group && row.person === person)?.role;
}

export const isContestStaff = (world: World, person: number, contest: number) =>
  world.contestStaff.some((row) => row.contest === contest && row.person === person);

/** Delay and extra time of a participant: their own, and none through a group. */
export function timesInContest(world: World, person: number, contest: number) {
  const own = world.participants.find((row) => row.contest === contest && row.person === person);
  if (own) return own;
  const comesThroughGroup = world.invited.some(
    (row) => row.contest === contest && roleInGroup(world, person, row.group) === 'member',
  );
  return comesThroughGroup ? { delaySeconds: 0, extraSeconds: 0 } : undefined;
}
