import { type Static, Type } from 'typebox';
import { isoTime } from '../../clock.ts';
import { type Contest, type ContestRole, phaseOf } from '../../contests/contest.ts';
import { contestTag } from '../../sync/put-contest.ts';
import { parseLine } from '../../text-line.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import {
  AfterEndName,
  ContestRoleName,
  Empty,
  externalIdReply,
  Id,
  Mine,
  newContestFields,
  object,
  orNull,
  PhaseName,
  ServerTime,
  shape,
  Time,
  Title,
} from '../schemas.ts';

const ContestShape = shape('Contest', {
  contestId: Id,
  ...externalIdReply,
  name: Type.String(),
  startsAt: Time,
  endsAt: orNull(Time),
  afterEnd: AfterEndName,
  phase: PhaseName,
  yourRole: orNull(ContestRoleName),
  serverTime: ServerTime,
  createdAt: Time,
  updatedAt: Time,
});

const NewContest = shape('NewContest', newContestFields);
const ContestPatch = Type.Partial(
  object({ name: Title, startsAt: Time, endsAt: orNull(Time), afterEnd: AfterEndName }),
  { title: 'ContestChanges', additionalProperties: false, minProperties: 1 },
);

/** Contests themselves. */
export function contestRoutes({ contests, clock }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/contests',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'listContests',
          tags: ['contests'],
          summary: 'The contests that you belong to (admins: all), newest first',
          querystring: object({
            ...pageQuery,
            mine: Mine,
            yourRole: Type.Optional(ContestRoleName),
            phase: Type.Optional(PhaseName),
          }),
          response: { 200: pageOf(ContestShape) },
        },
      },
      async ({ principal, query }) => {
        const { yourRole: role, phase } = query;
        const all = principal.role === 'admin' && !query.mine;
        const page = await readPage(
          query,
          (window) => contests.listFor(principal.id, { all, role, phase, ...window }),
          (contest) => contest.id,
        );
        return mapPage(page, ({ role, ...contest }) => toContestReply(contest, role, clock.nowMs()));
      },
    );
    server.post(
      '/contests',
      {
        config: { access: 'teacher', apiKey: 'sync', limit: { what: 'costly' }, idempotent: true },
        schema: {
          operationId: 'createContest',
          tags: ['contests'],
          summary: 'Create a contest; you become its staff',
          body: NewContest,
          response: { 201: ContestShape },
        },
      },
      async ({ principal, body }, reply) => {
        const { name, startsAt, endsAt = null, afterEnd = 'closed' } = body;
        const times = fromIsoTimes({ startsAt, endsAt });
        const draft = { name: parseLine(name, 'name'), afterEnd, ...times };
        const contest = await contests.create(draft, principal.id);
        return reply.code(201).send(toContestReply(contest, 'staff', clock.nowMs()));
      },
    );
    server.get(
      '/contests/:contestId',
      {
        config: { access: { contest: 'participant' } },
        schema: {
          operationId: 'getContest',
          summary: "A contest: its name and times, and the server's time for a countdown",
          response: { 200: ContestShape },
        },
      },
      async ({ contest: { role, ...contest } }, reply) => {
        reply.header('etag', contestTag(contest));
        return toContestReply(contest, role, clock.nowMs());
      },
    );
    server.patch(
      '/contests/:contestId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'updateContest',
          summary: 'Change a contest; `null` clears its end',
          description: "Refused when the windows of its tasks or somebody's delay would not fit any more.",
          body: ContestPatch,
          response: { 200: ContestShape },
        },
      },
      async ({ contest: { id, role }, body: { name, ...others } }) => {
        const renamed = name === undefined ? {} : { name: parseLine(name, 'name') };
        const changed = await contests.change(id, { ...renamed, ...fromIsoTimes(others) });
        return toContestReply(changed, role, clock.nowMs());
      },
    );
    server.delete(
      '/contests/:contestId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'deleteContest',
          summary: 'Delete a contest; its tasks close for its participants at once',
          response: { 204: Empty },
        },
      },
      async ({ contest }, reply) => {
        await contests.remove(contest.id);
        return reply.code(204).send(null);
      },
    );
  };
}

function toContestReply(
  contest: Contest,
  yourRole: ContestRole | null,
  nowMs: number,
): Static<typeof ContestShape> {
  const { id, ...others } = contest;
  return {
    contestId: id,
    yourRole,
    phase: phaseOf(contest, nowMs),
    serverTime: isoTime(nowMs),
    ...toIsoTimes(others),
  };
}
