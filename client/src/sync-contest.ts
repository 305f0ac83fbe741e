import type { ApiCalls, CallOptions } from './api.ts';
import { LecternApiError } from './lectern-error.ts';
import type {
  ContestToPut,
  PutContest,
  PutContestGroups,
  PutContestParticipantsRequestParticipant,
  PutContestTasks,
  PutContestTasksRequestTask,
  PutParticipants,
  PutTask,
  TaskToPut,
} from './schemas.ts';

/** A contest in the state of your platform. */
export interface ContestToSync extends CallOptions {
  /** Omitted fields get their defaults; only omitted `staff` stay. */
  readonly contest: ContestToPut;
  /** All tasks of the contest, in order; undefined leaves them unchanged. */
  readonly tasks?: ReadonlyArray<ContestTaskToSync> | undefined;
  /** All participants who were added individually; undefined leaves them unchanged. */
  readonly participants?: ReadonlyArray<PutContestParticipantsRequestParticipant> | undefined;
  /** The ids of all groups whose members take part; undefined leaves them unchanged. */
  readonly groups?: ReadonlyArray<string> | undefined;
  /**
   * How many rows each list may lose; undefined for any number. If one would lose more, the contest and its lists stay unchanged, and the
   * error is `would-remove`.
   */
  readonly maxRemoved?: number | undefined;
}

export type ContestTaskToSync = PutContestTasksRequestTask & {
  /** Creates or changes the task, where omitted fields get their defaults; undefined leaves it unchanged. */
  readonly task?: TaskToPut | undefined;
};

export interface SyncedContest {
  readonly contest: PutContest;
  /** One for each row with a `task`, in order. */
  readonly putTasks: ReadonlyArray<PutTask>;
  /** Undefined if the list was left unchanged. */
  readonly tasks: PutContestTasks | undefined;
  readonly participants: PutParticipants | undefined;
  readonly groups: PutContestGroups | undefined;
}

/** Puts tasks, then the contest, then its lists, because each refers to the earlier ones. */
export async function syncContest(
  client: ApiCalls,
  contestId: string,
  { contest, tasks, participants, groups, maxRemoved, ...options }: ContestToSync,
): Promise<SyncedContest> {
  const path = { contestId };
  const places = tasks?.map(({ task: _task, ...place }) => place);
  const putTasks: Array<PutTask> = [];
  for (const { taskId, task: body } of tasks ?? []) {
    if (body)
      putTasks.push(await client.put('/api/v1/tasks/{taskId}', { ...options, path: { taskId }, body }));
  }
  const putPlaces = async (dryRun?: true) =>
    places &&
    client.put('/api/v1/contests/{contestId}/tasks', {
      ...{ ...options, path, query: { dryRun }, body: { tasks: places } },
    });
  const putPeople = async (dryRun?: true) =>
    participants &&
    client.put('/api/v1/contests/{contestId}/participants', {
      ...{ ...options, path, query: { dryRun }, body: { participants: [...participants] } },
    });
  const putGroups = async (dryRun?: true) =>
    groups &&
    client.put('/api/v1/contests/{contestId}/groups', {
      ...{ ...options, path, query: { dryRun } },
      body: { groups: groups.map((groupId) => ({ groupId })) },
    });
  if (maxRemoved !== undefined) {
    assertRemoves('tasks', await orNotThere(putPlaces(true)), maxRemoved);
    assertRemoves('participants', await orNotThere(putPeople(true)), maxRemoved);
    assertRemoves('groups', await orNotThere(putGroups(true)), maxRemoved);
  }
  return {
    contest: await client.put('/api/v1/contests/{contestId}', { ...options, path, body: contest }),
    putTasks,
    tasks: await putPlaces(),
    participants: await putPeople(),
    groups: await putGroups(),
  };
}

/** A contest that does not exist yet has nothing to lose. */
const orNotThere = <Reply>(reply: Promise<Reply>): Promise<Reply | undefined> =>
  reply.catch((error) => {
    if (error instanceof LecternApiError && error.status === 404) return undefined;
    throw error;
  });

function assertRemoves(
  list: string,
  changes: { readonly removed: number } | undefined,
  atMost: number,
): void {
  const removed = changes?.removed ?? 0;
  if (removed <= atMost) return;
  throw new LecternApiError(
    'would-remove',
    `This would remove ${removed} from the ${list} of the contest, more than you allow: check the id and the list.`,
    { facts: { list, removed } },
  );
}
