import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../clock.ts';
import type { Contest, ContestChanges, ContestPhase } from '../../contests/contest.ts';
import { LecternError } from '../../errors.ts';
import { parseLine } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import { PageQuery, pageOf, pageQuery, readPage } from '../page.ts';
import {
  AfterEndName,
  ContestParams,
  Empty,
  Id,
  object,
  orNull,
  PhaseName,
  problems,
  ReadDecision,
  SeverityName,
  Time,
  Title,
} from '../schemas.ts';
import { showDecision, timeOrNull } from '../show.ts';

const ContestShape = object({
  contestId: Id,
  name: Type.String(),
  startsAt: Time,
  endsAt: orNull(Time),
  afterEnd: AfterEndName,
  phase: PhaseName,
  serverTime: Type.String({
    format: 'date-time',
    description: "Count down on this clock, not on the reader's.",
  }),
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

const Slot = {
  taskId: Id,
  label: Type.String(),
  position: Type.Integer(),
};
const ContestTaskShape = object({
  ...Slot,
  title: Type.String(),
  opensAt: orNull(Time),
  closesAt: orNull(Time),
});

const Preview = object({
  contestId: Id,
  userId: Id,
  at: Time,
  phase: PhaseName,
  tasks: Type.Array(object({ ...Slot, title: Type.String(), decision: ReadDecision })),
});

const PreflightShape = object({
  ready: Type.Boolean({ description: 'False when a finding has failed.' }),
  findings: Type.Array(
    object({
      severity: SeverityName,
      check: Type.String(),
      label: orNull(Type.String()),
      language: orNull(Type.String()),
      words: Type.String(),
    }),
  ),
});

/** Contests themselves; their tasks and people are in files of their own. */
export function contestRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { access, contests, contestTasks, clock } = parts;

  return async (server) => {
    server.get(
      '/contests',
      {
        schema: {
          tags: ['contests'],
          summary: 'The contests that you belong to (admins: all), newest first',
          querystring: object({ ...pageQuery, phase: Type.Optional(PhaseName) }),
          response: { 200: pageOf(ContestShape), ...problems(400, 401) },
        },
      },
      async ({ principal, query }) => {
        const ofUserId = principal.role === 'admin' ? undefined : principal.id;
        const page = await readPage(
          query,
          (window) => contests.list({ ofUserId, phase: query.phase, ...window }),
          (contest) => contest.id,
        );
        return { ...page, items: page.items.map((contest) => showContest(contest, clock.nowMs())) };
      },
    );
    server.post(
      '/contests',
      {
        schema: {
          tags: ['contests'],
          summary: 'Create a contest; you become its staff',
          body: NewContest,
          response: { 201: ContestShape, ...problems(400, 401, 403) },
        },
      },
      async ({ principal, body }, reply) => {
        if (principal.role === 'student') {
          throw new LecternError('forbidden', 'Teachers and admins create contests.');
        }
        const contest = await contests.create(
          {
            name: parseLine(body.name, 'name'),
            startsAt: parseIsoTime(body.startsAt),
            endsAt: timeOrNull(body.endsAt),
            afterEnd: body.afterEnd ?? 'closed',
          },
          principal.id,
        );
        return reply.code(201).send(showContest(contest, clock.nowMs()));
      },
    );
    server.get(
      '/contests/:contestId',
      {
        schema: {
          tags: ['contests'],
          summary: "A contest: its name and times, and the server's time for a countdown",
          params: ContestParams,
          response: { 200: ContestShape, ...problems(401, 404) },
        },
      },
      async ({ principal, params: { contestId } }) =>
        showContest(await access.authorizeContest(principal, contestId, 'participant'), clock.nowMs()),
    );
    server.patch(
      '/contests/:contestId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Change a contest; `null` clears its end',
          description: "Refused when the windows of its tasks or somebody's delay would not fit any more.",
          params: ContestParams,
          body: ContestPatch,
          response: { 200: ContestShape, ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId }, body }) => {
        await access.authorizeContest(principal, contestId, 'staff');
        const { name, startsAt, endsAt, afterEnd } = body;
        const changes: ContestChanges = {
          ...(name === undefined ? {} : { name: parseLine(name, 'name') }),
          ...(startsAt === undefined ? {} : { startsAt: parseIsoTime(startsAt) }),
          ...(endsAt === undefined ? {} : { endsAt: timeOrNull(endsAt) }),
          ...(afterEnd === undefined ? {} : { afterEnd }),
        };
        return showContest(await contests.change(contestId, changes), clock.nowMs());
      },
    );
    server.delete(
      '/contests/:contestId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Delete a contest; its tasks close for its participants at once',
          params: ContestParams,
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await contests.remove(contestId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/contests/:contestId/tasks',
      {
        schema: {
          tags: ['contests'],
          summary: 'The tasks of a contest in their order: all for staff, for others those that have opened',
          params: ContestParams,
          querystring: PageQuery,
          response: { 200: pageOf(ContestTaskShape), ...problems(400, 401, 404) },
        },
      },
      async ({ principal, params: { contestId }, query }) => {
        const contest = await access.authorizeContest(principal, contestId, 'participant');
        const visible = await access.visibleContestTasks(principal, contest);
        const page = await readPage(
          query,
          async ({ after, limit }) => {
            const begin = after === undefined ? 0 : visible.findIndex((task) => task.taskId === after) + 1;
            return visible.slice(begin, begin + limit);
          },
          (task) => task.taskId,
        );
        return {
          ...page,
          items: page.items.map(({ opensAt, closesAt, ...task }) => ({
            ...task,
            opensAt: isoTimeOrNull(opensAt),
            closesAt: isoTimeOrNull(closesAt),
          })),
        };
      },
    );
    server.put(
      '/contests/:contestId/tasks/:taskId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Add a task to a contest, or change its label, position and window',
          description: 'Needs staff on the contest, and `manager` or `owner` on the task.',
          params: object({ contestId: Id, taskId: Id }),
          body: object({
            label: Type.String({ minLength: 1, maxLength: 20 }),
            position: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
            opensAt: Type.Optional(orNull(Time)),
            closesAt: Type.Optional(orNull(Time)),
          }),
          response: {
            200: object({ ...Slot, opensAt: orNull(Time), closesAt: orNull(Time) }),
            ...problems(400, 401, 403, 404, 409),
          },
        },
      },
      async ({ principal, params: { contestId, taskId }, body }) => {
        const contest = await access.authorizeContest(principal, contestId, 'staff');
        await access.authorizeChange(principal, taskId, 'manager');
        const slot = {
          taskId,
          label: parseLine(body.label, 'label'),
          position: body.position ?? 0,
          opensAt: timeOrNull(body.opensAt),
          closesAt: timeOrNull(body.closesAt),
        };
        await contestTasks.put(contest, slot);
        return { ...slot, opensAt: isoTimeOrNull(slot.opensAt), closesAt: isoTimeOrNull(slot.closesAt) };
      },
    );
    server.delete(
      '/contests/:contestId/tasks/:taskId',
      {
        schema: {
          tags: ['contests'],
          summary: 'Take a task out of a contest',
          params: object({ contestId: Id, taskId: Id }),
          response: { 204: Empty, ...problems(401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId, taskId } }, reply) => {
        await access.authorizeContest(principal, contestId, 'staff');
        await contestTasks.remove(contestId, taskId);
        return reply.code(204).send(null);
      },
    );

    server.get(
      '/contests/:contestId/preview',
      {
        schema: {
          tags: ['contests'],
          summary: 'A contest as one of its participants would see it at a time, for its staff',
          params: ContestParams,
          querystring: object({ userId: Id, at: Type.Optional(Time) }),
          response: { 200: Preview, ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { contestId }, query: { userId, at } }) => {
        const contest = await access.authorizeContest(principal, contestId, 'staff');
        if (!(await contests.rolesOf(contestId, userId)).has('participant')) {
          throw new LecternError('not-found', 'This account does not take part in the contest.');
        }
        const atMs = at === undefined ? clock.nowMs() : parseIsoTime(at);
        const tasks = await Promise.all(
          (await contestTasks.list(contestId)).map(async ({ taskId, label, position, title }) => {
            const { decision } = await access.explain(userId, taskId, atMs);
            return { taskId, label, position, title, decision: showDecision(decision) };
          }),
        );
        return { contestId, userId, at: isoTime(atMs), phase: phaseOf(contest, atMs), tasks };
      },
    );
    server.get(
      '/contests/:contestId/preflight',
      {
        schema: {
          tags: ['contests'],
          summary: 'Whether a contest is ready to start: documents, openings, windows, languages',
          params: ContestParams,
          response: { 200: PreflightShape, ...problems(401, 403, 404, 503) },
        },
      },
      async ({ principal, params: { contestId } }) => {
        const findings = await parts.preflight(await access.authorizeContest(principal, contestId, 'staff'));
        return { ready: findings.every(({ severity }) => severity !== 'failed'), findings: [...findings] };
      },
    );
  };
}

function phaseOf({ startsAt, endsAt }: Contest, nowMs: number): ContestPhase {
  if (nowMs < startsAt) return 'upcoming';
  return endsAt !== null && nowMs >= endsAt ? 'past' : 'running';
}

function showContest(contest: Contest, nowMs: number): Static<typeof ContestShape> {
  return {
    contestId: contest.id,
    name: contest.name,
    startsAt: isoTime(contest.startsAt),
    endsAt: isoTimeOrNull(contest.endsAt),
    afterEnd: contest.afterEnd,
    phase: phaseOf(contest, nowMs),
    serverTime: isoTime(nowMs),
    createdAt: isoTime(contest.createdAt),
    updatedAt: isoTime(contest.updatedAt),
  };
}
