import { type Static, Type } from 'typebox';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../clock.ts';
import { type ContestChanges, type ContestWithRole, phaseOf } from '../../contests/contest.ts';
import { parseLine } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { pageOf, pageQuery, readPage } from '../page.ts';
import {
  AfterEndName,
  ContestRoleName,
  Empty,
  Id,
  object,
  orNull,
  PhaseName,
  ServerTime,
  Time,
  Title,
} from '../schemas.ts';
import { timeOrNull } from '../show.ts';

const ContestShape = object({
  contestId: Id,
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

const NewContest = object({
  name: Title,
  startsAt: Time,
  endsAt: Type.Optional(orNull(Time)),
  afterEnd: Type.Optional(AfterEndName),
});
const ContestPatch = Type.Partial(
  object({ name: Title, startsAt: Time, endsAt: orNull(Time), afterEnd: AfterEndName }),
  { additionalProperties: false, minProperties: 1 },
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
          querystring: object({ ...pageQuery, phase: Type.Optional(PhaseName) }),
          response: { 200: pageOf(ContestShape) },
        },
      },
      async ({ principal, query }) => {
        const all = principal.role === 'admin';
        const page = await readPage(
          query,
          (window) => contests.listFor(principal.id, { all, phase: query.phase, ...window }),
          (contest) => contest.id,
        );
        return { ...page, items: page.items.map((contest) => showContest(contest, clock.nowMs())) };
      },
    );
    server.post(
      '/contests',
      {
        config: { access: 'teacher' },
        schema: {
          operationId: 'createContest',
          tags: ['contests'],
          summary: 'Create a contest; you become its staff',
          body: NewContest,
          response: { 201: ContestShape },
        },
      },
      async ({ principal, body }, reply) => {
        const contest = await contests.create(
          {
            name: parseLine(body.name, 'name'),
            startsAt: parseIsoTime(body.startsAt),
            endsAt: timeOrNull(body.endsAt),
            afterEnd: body.afterEnd ?? 'closed',
          },
          principal.id,
        );
        return reply.code(201).send(showContest({ ...contest, role: 'staff' }, clock.nowMs()));
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
      async ({ contest }) => showContest(contest, clock.nowMs()),
    );
    server.patch(
      '/contests/:contestId',
      {
        config: { access: { contest: 'staff' } },
        schema: {
          operationId: 'updateContest',
          summary: 'Change a contest; `null` clears its end',
          description: "Refused when the windows of its tasks or somebody's delay would not fit any more.",
          body: ContestPatch,
          response: { 200: ContestShape },
        },
      },
      async ({ contest: { id, role }, body }) => {
        const { name, startsAt, endsAt, afterEnd } = body;
        const changes: ContestChanges = {
          ...(name === undefined ? {} : { name: parseLine(name, 'name') }),
          ...(startsAt === undefined ? {} : { startsAt: parseIsoTime(startsAt) }),
          ...(endsAt === undefined ? {} : { endsAt: timeOrNull(endsAt) }),
          ...(afterEnd === undefined ? {} : { afterEnd }),
        };
        return showContest({ ...(await contests.change(id, changes)), role }, clock.nowMs());
      },
    );
    server.delete(
      '/contests/:contestId',
      {
        config: { access: { contest: 'staff' } },
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

function showContest(contest: ContestWithRole, nowMs: number): Static<typeof ContestShape> {
  return {
    contestId: contest.id,
    name: contest.name,
    startsAt: isoTime(contest.startsAt),
    endsAt: isoTimeOrNull(contest.endsAt),
    afterEnd: contest.afterEnd,
    phase: phaseOf(contest, nowMs),
    yourRole: contest.role,
    serverTime: isoTime(nowMs),
    createdAt: isoTime(contest.createdAt),
    updatedAt: isoTime(contest.updatedAt),
  };
}
