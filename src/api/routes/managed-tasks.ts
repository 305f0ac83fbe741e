import { Type } from 'typebox';
import { serializeExplanation } from '../../core/decide/explain.ts';
import { managedTaskSorts, usageStates } from '../../core/decide/managed-tasks.ts';
import type { TaskUsageSummary } from '../../core/decide/task-usages.ts';
import { openedAnswers } from '../../core/issue/url-reads.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { findAccount, lookUpLimit, readerAt, readerQuery, whoDescription } from '../find-accounts.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, pageQuery, readFoundPage, readPage } from '../page.ts';
import {
  Container,
  Email,
  externalIdQuery,
  externalIdReply,
  externalIdsOf,
  GroundName,
  GroundStateName,
  Id,
  ReadDecision,
  SearchText,
  TaskRoleName,
  Time,
  Title,
} from '../schemas.ts';
import { object, oneOf, orNull, shape, wordOf } from '../shapes.ts';

const TaskUsageShape = shape(
  'TaskUsage',
  {
    ...Container.properties,
    label: orNull(Type.String({ description: 'Label in the contest; null in a group.' })),
    opensAt: Time,
    closesAt: orNull(Time),
  },
  {
    description:
      'If `closesAt` is not after `opensAt`, the window lies outside the contest, and the task never opens there.',
  },
);

const maxShownUsages = 3;

const ManagedTask = shape(
  'ManagedTask',
  {
    taskId: Id,
    ...externalIdReply,
    title: Title,
    yourRole: orNull(TaskRoleName),
    languages: Type.Array(Type.String()),
    usages: Type.Array(TaskUsageShape, { maxItems: maxShownUsages }),
    usageCount: Type.Integer({ minimum: 0 }),
    createdAt: Time,
    updatedAt: Time,
  },
  {
    description:
      `A task in the list of its staff. \`usages\` has up to ${maxShownUsages} of its groups and contests: first those where ` +
      'it is open, then those where it opens next.',
  },
);

const ManagedTaskQuery = object({
  ...pageQuery,
  mine: Type.Optional(
    Type.Boolean({ description: '`true`: only tasks that you are staff of, also for admins.' }),
  ),
  text: Type.Optional(SearchText('the title')),
  ...externalIdQuery,
  groupId: Type.Optional(Id),
  contestId: Type.Optional(Id),
  usage: Type.Optional(
    oneOf(
      'TaskUsageState',
      usageStates,
      'State of its window in `groupId` or `contestId`, or else in any group or contest; `none`: in no group or contest.',
    ),
  ),
  sort: Type.Optional(
    oneOf(
      'ManagedTaskSort',
      managedTaskSorts,
      '`created` (default): newest first; `updated`: last changed first.',
    ),
  ),
});

const Explanation = shape('AccessExplanation', {
  taskId: Id,
  userId: Id,
  ...externalIdsOf('task', 'user'),
  email: orNull(Email),
  at: Time,
  decision: ReadDecision,
  canGetUrl: Type.Boolean({
    description: 'Also false if the URL would be refused with `address-unsupported`.',
  }),
  message: Type.String(),
  grounds: Type.Array(
    object({
      kind: GroundName,
      through: orNull(Type.String({ description: 'Id of the group or contest.' })),
      ...externalIdsOf('through'),
      opensAt: Time,
      closesAt: orNull(Time),
      state: GroundStateName,
      inNetworksOnly: Type.Boolean({ description: 'Whether it holds only in the networks of the contest.' }),
      message: Type.String(),
    }),
  ),
  opened: wordOf(openedAnswers),
  firstReadAt: orNull(Time),
});

/** Where tasks are used, and why a person may read one: for their staff. */
export function managedTaskRoutes(parts: ApiParts): ApiRoutes {
  const { access, accounts, clock, issuedUrls, managedTasks, taskDetails, taskUsages } = parts;

  return (server) => {
    server.get(
      '/managed-tasks',
      {
        config: { access: 'signed-in', cost: 'page' },
        schema: {
          operationId: 'listManagedTasks',
          tags: ['tasks'],
          summary: 'List the tasks that you work on, and where they are used',
          description:
            'Admins get all, unless `mine` is `true`. Includes closed tasks. Windows are without embargoes and individual times.',
          querystring: ManagedTaskQuery,
          response: { 200: pageOf(ManagedTask) },
        },
      },
      async ({ principal, query }) => {
        const userId = principal.role === 'admin' && !query.mine ? undefined : principal.id;
        const { items: found, nextCursor } = await readFoundPage(query, (page) =>
          managedTasks({ ...query, readerId: principal.id, userId, ...page }),
        );
        const taskIds = found.map(({ taskId }) => taskId);
        const [details, summaries] = await Promise.all([
          taskDetails.ofMany(taskIds),
          taskUsages.ofTasks(taskIds, { atMs: clock.nowMs(), limit: maxShownUsages }),
        ]);
        const items = found.flatMap(({ taskId, yourRole }) => {
          const task = details.get(taskId);
          if (!task) return [];
          const { usages, usageCount } = summaries.get(taskId) ?? unused;
          return {
            taskId,
            externalId: task.externalId,
            title: task.title,
            yourRole,
            languages: task.documents.map(({ language }) => language),
            usages: usages.map((usage) => toIsoTimes(usage)),
            usageCount,
            ...toIsoTimes({ createdAt: task.createdAt, updatedAt: task.updatedAt }),
          };
        });
        return { items, nextCursor };
      },
    );

    server.get(
      '/tasks/:taskId/usages',
      {
        config: { access: { task: 'reader' }, limitedKeys: false, cost: 'page' },
        schema: {
          operationId: 'listTaskUsages',
          summary: 'List the groups and contests that have a task',
          description:
            'For its staff. Windows are those of the group or contest, without embargoes and individual times.',
          querystring: PageQuery,
          response: { 200: pageOf(TaskUsageShape) },
        },
      },
      async ({ task, query }) => {
        const page = await readPage(query, (window) => taskUsages.ofTask(task.id, window), 'id');
        return mapPage(page, toIsoTimes);
      },
    );

    server.get(
      '/tasks/:taskId/access',
      {
        config: {
          access: { task: 'manager' },
          limitedKeys: false,
          limit: lookUpLimit,
          cost: 'report',
        },
        schema: {
          operationId: 'explainTaskAccess',
          summary: 'Explain whether and why a person can read a task at a given time',
          description: `For its managers. ${whoDescription} Only admins see that a person is an admin.`,
          querystring: object(readerQuery),
          response: { 200: Explanation },
        },
      },
      async ({ principal, task, query }) => {
        const account = await findAccount(accounts, principal, query);
        const atMs = query.at === undefined ? clock.nowMs() : parseIsoTime(query.at);
        const explanation = await access.explain(readerAt(account, query.address), task.id, atMs, principal);
        const { id: userId, email } = account;
        const { opened, firstReadAt } = await issuedUrls.readBy({ taskId: task.id, userId });
        return {
          taskId: task.id,
          userId,
          email,
          at: isoTime(atMs),
          ...serializeExplanation(explanation),
          opened,
          firstReadAt: isoTimeOrNull(firstReadAt),
        };
      },
    );
  };
}

const unused: TaskUsageSummary = { usages: [], usageCount: 0 };
