import { checkContestTask, contestTaskFields, participantFields } from '../../domain/contests/contest.ts';
import { putTasks } from '../../domain/contests/contest-tasks.ts';
import { findContest } from '../../domain/contests/contests.ts';
import { assignmentFields, checkWindow } from '../../domain/groups/group-tasks.ts';
import { findGroup, memberFields } from '../../domain/groups/groups.ts';
import { fieldsOf } from '../../lib/fields.ts';
import { isPerson } from './link-list.ts';
import { putInSteps } from './put-in-steps.ts';
import { putLinks } from './put-links.ts';

/** Replaces the people of a group. Programs stay. */
export const putMembers = putInSteps({
  table: 'groupMembers',
  owner: 'groupId',
  id: 'userId',
  fields: memberFields,
  findOwner: findGroup,
  isListed: isPerson,
});

/** Replaces the participants of a contest who were added individually. */
export const putParticipants = putInSteps({
  table: 'contestParticipants',
  owner: 'contestId',
  id: 'userId',
  fields: participantFields,
  findOwner: findContest,
  insert: { ifThere: 'keep' },
});

/** Replaces the tasks of a group, each with its window. */
export const putGroupTasks = putLinks({
  table: 'groupTasks',
  owner: 'groupId',
  id: 'taskId',
  fields: assignmentFields,
  findOwner: findGroup,
  check: checkWindow,
});

/** Replaces the tasks of a contest, in the given order. */
export const putContestTasks = putLinks({
  table: 'contestTasks',
  owner: 'contestId',
  id: 'taskId',
  fields: contestTaskFields,
  findOwner: findContest,
  order: ['position', 'label'],
  unique: ['label'],
  check: checkContestTask,
  put: putTasks,
});

/** Replaces the groups whose members take part in a contest. */
export const putContestGroups = putLinks({
  table: 'contestGroups',
  owner: 'contestId',
  id: 'groupId',
  fields: fieldsOf({}),
  findOwner: findContest,
});
