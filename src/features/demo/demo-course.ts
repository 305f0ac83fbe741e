import type { FindExternal } from '../../database/external-ids.ts';
import type { ContestPeople } from '../../domain/contests/contest-people.ts';
import type { ContestTasks } from '../../domain/contests/contest-tasks.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { Groups } from '../../domain/groups/groups.ts';
import type { DocumentVersions } from '../../domain/tasks/document-versions.ts';
import type { Tasks } from '../../domain/tasks/tasks.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, unlessGone } from '../../lib/errors.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { putContest, putGroup, putTask } from '../sync/put-entity.ts';
import { type PublishParts, publish } from './publish.ts';
import { statements } from './statements.ts';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

/**
 * External ids identify the course even after a rename. They are unique, so only one course can exist. Never remove an
 * id that a release has used.
 */
const prefix = 'lectern-demo:';
const groupId = `${prefix}group`;
const contestId = `${prefix}contest`;
/** Each has an English and a Polish statement. */
const groupTasks = ['sum-of-squares', 'polish-letters'] as const;
const contestTasks = ['balanced-shelves'] as const;
const idOf = (task: CourseTask) => `${prefix}task:${task}`;
const allTasks = [...groupTasks, ...contestTasks];
type CourseTask = (typeof allTasks)[number];

/** The ids of the parts that exist; null for the others. */
export interface CourseState {
  readonly groupId: string | null;
  readonly contestId: string | null;
  readonly taskIds: ReadonlyArray<string>;
}

export type DemoCourse = ReturnType<typeof createDemoCourse>;

/** A group, a contest and tasks to try Lectern with, removed together. It creates no accounts. */
export function createDemoCourse(
  parts: PublishParts & {
    readonly versions: Pick<DocumentVersions, 'discardAll'>;
    readonly revocations: Revocations;
    readonly findExternal: FindExternal;
    readonly tasks: Pick<Tasks, 'remove'>;
    readonly groups: Pick<Groups, 'assign' | 'remove'>;
    readonly contests: Pick<Contests, 'remove'>;
    readonly contestTasks: Pick<ContestTasks, 'add'>;
    readonly contestPeople: Pick<ContestPeople, 'putParticipants' | 'putGroup'>;
    readonly clock: Clock;
  },
) {
  const { revocations, findExternal, tasks, groups, contests, contestPeople, versions, clock } = parts;

  async function find(): Promise<CourseState> {
    const [foundGroups, foundContests, foundTasks] = await Promise.all([
      findExternal('group', [groupId]),
      findExternal('contest', [contestId]),
      findExternal('task', allTasks.map(idOf)),
    ]);
    return {
      groupId: foundGroups.get(groupId) ?? null,
      contestId: foundContests.get(contestId) ?? null,
      taskIds: allTasks.flatMap((task) => foundTasks.get(idOf(task)) ?? []),
    };
  }

  /** Removes the parts that exist, with their PDFs. Keeps records of issued URLs. Idempotent. */
  async function remove(): Promise<void> {
    const course = await find();
    // Two requests may remove it concurrently.
    if (course.contestId !== null) await contests.remove(course.contestId).catch(unlessGone);
    if (course.groupId !== null) await groups.remove(course.groupId).catch(unlessGone);
    for (const taskId of course.taskIds) {
      await versions.discardAll(taskId);
      await tasks.remove(taskId).catch(unlessGone);
    }
  }

  return {
    find,
    remove,
    /**
     * Creates the course, with this account as its staff and only contest participant.
     * @throws LecternError `conflict` when a part of a course exists; errors of the storage and the database, after removing what was created
     */
    async create(by: string): Promise<CourseState> {
      if (!isEmpty(await find())) throw alreadyThere();
      const how = (externalId: string) => ({
        reference: `ext:${externalId}`,
        by: { id: by },
        ifMatch: undefined,
      });
      const group = await revocations.change(putGroup({ name: 'Demo course' }, undefined, how(groupId)));
      // Another request has just started to create it.
      if (group.outcome !== 'created') throw alreadyThere();
      try {
        const add = async (task: CourseTask) => {
          const { title } = statements[`${task}.en`];
          const titles = JSON.stringify({ pl: statements[`${task}.pl`].title });
          const { entity } = await revocations.change(putTask({ title, titles }, undefined, how(idOf(task))));
          for (const name of [`${task}.en`, `${task}.pl`] as const) {
            await publish(parts, { taskId: entity.id, uploadedBy: by }, name);
          }
          return entity.id;
        };
        for (const task of groupTasks) {
          const taskId = await add(task);
          await groups.assign(group.entity.id, taskId, { opensAt: clock.nowMs(), closesAt: null });
        }
        const inContest: Array<string> = [];
        for (const task of contestTasks) inContest.push(await add(task));
        const nowMs = clock.nowMs();
        const times = { startsAt: nowMs + 10 * minuteMs, endsAt: nowMs + 7 * dayMs };
        const draft = { name: 'Demo contest', ...times, afterEnd: 'participants' } as const;
        const { entity: contest } = await revocations.change(putContest(draft, undefined, how(contestId)));
        await parts.contestTasks.add(contest, inContest);
        await contestPeople.putGroup(contest.id, group.entity.id);
        await contestPeople.putParticipants(contest, [by], { delaySeconds: 0, extraSeconds: 0 });
        return await find();
      } catch (error) {
        await remove().catch(() => {}); // the next removal finds the rest
        throw error;
      }
    },
  };
}

const isEmpty = ({ groupId, contestId, taskIds }: CourseState) =>
  groupId === null && contestId === null && taskIds.length === 0;

const alreadyThere = () =>
  conflict('demo-course-exists', 'The demo course already exists. To get a new one, remove it first.');
