import type { Revocations } from '../../core/revoke/revocations.ts';
import type { FindExternal } from '../../database/external-ids.ts';
import type { ContestPeople } from '../../domain/contests/contest-people.ts';
import type { ContestTasks } from '../../domain/contests/contest-tasks.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { Groups } from '../../domain/groups/groups.ts';
import type { DocumentVersions } from '../../domain/tasks/document-versions.ts';
import type { Tasks } from '../../domain/tasks/tasks.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError, unlessGone } from '../../lib/errors.ts';
import { putContest, putGroup, putTask } from '../sync/put-entity.ts';
import { type PublishParts, publish } from './publish.ts';
import { statements } from './statements.ts';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

/**
 * The course is what has these external ids, whatever it is called since. They are unique, so there is one course. An id
 * that a version has given stays in this list.
 */
const prefix = 'lectern-demo:';
const groupId = `${prefix}group`;
const contestId = `${prefix}contest`;
/** Each has a statement in English and one in Polish. */
const groupTasks = ['sum-of-squares', 'polish-letters'] as const;
const contestTasks = ['balanced-shelves'] as const;
const idOf = (task: CourseTask) => `${prefix}task:${task}`;
const allTasks = [...groupTasks, ...contestTasks];
type CourseTask = (typeof allTasks)[number];

/** The ids of what is there of it; null for what is not. */
export interface CourseState {
  readonly groupId: string | null;
  readonly contestId: string | null;
  readonly taskIds: ReadonlyArray<string>;
}

/** A group, a contest and tasks to try Lectern out with, which go away together. It has no accounts of its own. */
export interface DemoCourse {
  find(): Promise<CourseState>;
  /**
   * Makes the course, with this account as its staff and the one participant of its contest.
   * @throws LecternError `conflict` when there is a part of one; what the storage and the database throw, and what was
   *   made until then is removed
   */
  create(by: string): Promise<CourseState>;
  /** Removes what is there of it, with its PDFs. Records of issued URLs stay. Doing it again does nothing. */
  remove(): Promise<void>;
}

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
): DemoCourse {
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

  async function remove(): Promise<void> {
    const course = await find();
    // Two may remove it at once.
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
    async create(by) {
      if (!isEmpty(await find())) throw alreadyThere();
      const how = (externalId: string) => ({ reference: `ext:${externalId}`, by, ifMatch: undefined });
      const group = await revocations.change(putGroup({ name: 'Demo course' }, [], how(groupId)));
      // Somebody else has just begun, and goes on.
      if (group.outcome !== 'created') throw alreadyThere();
      try {
        const add = async (task: CourseTask) => {
          const { title } = statements[`${task}.en`];
          const titles = JSON.stringify({ pl: statements[`${task}.pl`].title });
          const { entity } = await revocations.change(putTask({ title, titles }, [], how(idOf(task))));
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
        const { entity: contest } = await revocations.change(putContest(draft, [], how(contestId)));
        await parts.contestTasks.add(contest, inContest);
        await contestPeople.putGroup(contest.id, group.entity.id);
        await contestPeople.putParticipants(contest, [by], { delaySeconds: 0, extraSeconds: 0 });
        return await find();
      } catch (error) {
        await remove().catch(() => {}); // what is left then, the next removal finds
        throw error;
      }
    },
  };
}

const isEmpty = ({ groupId, contestId, taskIds }: CourseState) =>
  groupId === null && contestId === null && taskIds.length === 0;

const alreadyThere = () =>
  new LecternError('conflict', 'The demo course is there already. Remove it first to get a new one.', {
    facts: { reason: 'demo-course-exists' },
  });
