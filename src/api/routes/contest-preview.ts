import { Type } from 'typebox';
import type { Decision } from '../../core/decide/decide.ts';
import { serializeDecision } from '../../core/decide/explain.ts';
import { phaseOf } from '../../domain/contests/contest.ts';
import { maxContestTasks } from '../../domain/contests/contest-tasks.ts';
import { isoTime, parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { findAccount, lookUpLimit, readerAt, readerQuery, whoDescription } from '../find-accounts.ts';
import { externalIdsOf, Id, PhaseName, ReadDecision, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';
import { ContestTaskShape, createReadDetails, Placed, toReplyFor } from './contest-tasks.ts';

const Preview = shape('ContestPreview', {
  contestId: Id,
  userId: Id,
  ...externalIdsOf('contest', 'user'),
  at: Time,
  phase: PhaseName,
  tasks: Type.Array(object({ ...Placed, title: Type.String(), decision: ReadDecision })),
  page: Type.Array(ContestTaskShape, {
    maxItems: maxContestTasks,
    description:
      'What their page of the contest lists then, as `listContestTasks` with `details`; with the PDFs of now, and without links.',
  }),
});

/** A contest as one of its participants sees it at a time. */
export function contestPreviewRoutes(parts: ApiParts): ApiRoutes {
  const { access, accounts, contests, contestTasks, clock } = parts;
  const readDetails = createReadDetails(parts);
  return (server) => {
    server.get(
      '/contests/:contestId/preview',
      {
        config: { access: { contest: 'staff' }, limit: lookUpLimit, cost: 'report' },
        schema: {
          operationId: 'previewContest',
          summary: 'Preview a contest as a participant sees it at a given time',
          description: `For its staff. ${whoDescription}`,
          querystring: object(readerQuery),
          response: { 200: Preview },
        },
      },
      async ({ principal, contest, query, headers }) => {
        const account = await findAccount(accounts, principal, query);
        const { id: userId, externalId: userExternalId } = account;
        if (!(await contests.rolesOf(contest.id, userId)).has('participant')) {
          throw new LecternError(
            'not-found',
            'This account does not take part in the contest. Choose a participant.',
          );
        }
        const atMs = query.at === undefined ? clock.nowMs() : parseIsoTime(query.at);
        const listed = await contestTasks.list(contest.id);
        const reader = readerAt(account, query.address);
        const decisions = await access.decideMany(
          reader,
          listed.map(({ taskId }) => taskId),
          atMs,
          principal,
        );
        const tasks = listed.map(({ taskId, externalId, label, position, title }) => {
          const decision = serializeDecision(decisions.get(taskId) as Decision);
          return { taskId, externalId, label, position, title, decision };
        });
        // Also for an admin who takes part: the page that others have.
        const attended = await contests.findFor(userId, contest.id);
        const visible = await access.visibleContestTasks(reader, attended, atMs);
        const detailsOf = await readDetails(reader, attended, visible, atMs);
        const toReply = toReplyFor(reader, attended, headers['accept-language']);
        const page = visible.map((task) => ({ ...toReply(task), details: detailsOf(task.taskId) }));
        const who = { userId, userExternalId };
        const what = { contestId: contest.id, contestExternalId: contest.externalId };
        return { ...what, ...who, at: isoTime(atMs), phase: phaseOf(contest, atMs), tasks, page };
      },
    );
  };
}
