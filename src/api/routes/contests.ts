import { type Static, Type } from 'typebox';
import { isStaffOf } from '../../core/decide/access.ts';
import { findPage } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import {
  type Contest,
  type ContestWithRole,
  contestFields,
  contestSorts,
  phaseOf,
  revisionOf,
} from '../../domain/contests/contest.ts';
import { takesPlaceAt } from '../../domain/contests/contest-networks.ts';
import { type ContestTimes, ownContestWindow } from '../../domain/contests/contest-window.ts';
import { contestChange, contestKey, contestRemoval } from '../../domain/contests/contests.ts';
import { formatAddress } from '../../lib/client-address.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost } from '../dry-run.ts';
import { changesSchema, draftSchemas, fromRequest, replySchemas, taggedReply } from '../fields.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import { removalRoute } from '../removal-route.ts';
import {
  ContestRoleName,
  etag,
  externalIdQuery,
  externalIdReply,
  Id,
  IfMatch,
  listBodyBytes,
  Mine,
  PhaseName,
  SearchText,
  ServerTime,
  Time,
} from '../schemas.ts';
import { authorizeAccount } from '../scopes/account.ts';
import { object, oneOf, orNull, shape } from '../shapes.ts';

const ContestWindow = shape(
  'ContestWindow',
  { startsAt: Time, endsAt: orNull(Time) },
  {
    description:
      'When a contest runs for you, with your own delay and extra time. A task with its own window may open later or close ' +
      'earlier.',
  },
);

const ContestPlace = shape(
  'ContestPlace',
  { address: orNull(Type.String()), isInside: Type.Boolean() },
  {
    description:
      'The address that you come from, and whether the networks of the contest include it. Null if it has none, or you do not take part.',
  },
);

const ContestShape = shape('Contest', {
  contestId: Id,
  ...externalIdReply,
  ...replySchemas(contestFields),
  phase: PhaseName,
  yourRole: orNull(ContestRoleName),
  yourWindow: orNull(ContestWindow),
  yourPlace: orNull(ContestPlace),
  revision: Type.String({
    description: 'Differs after each change of the contest that you may notice; for `watchContest`.',
  }),
  serverTime: ServerTime,
  createdAt: Time,
  updatedAt: Time,
  ...etag,
});

const ChangedContest = shape('ChangedContest', { ...ContestShape.properties, ...accessTold });
const NewContest = shape('NewContest', draftSchemas(contestFields));
const ContestCopy = shape('ContestCopy', {
  ...draftSchemas(contestFields),
  participants: Type.Optional(
    Type.Boolean({
      default: false,
      description:
        '`true`: also copies participants who were added individually, with their delays and extra time.',
    }),
  ),
});
const ContestPatch = changesSchema('ContestChanges', contestFields);

/** Contests, without their people and tasks. */
export function contestRoutes({ contests, contestCopies, runChange, clock }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/contests',
      {
        config: { access: 'signed-in', cost: 'page' },
        schema: {
          operationId: 'listContests',
          tags: ['contests'],
          summary: 'List your contests',
          description: 'Those that you belong to. Admins get all, unless `mine` is `true`.',
          querystring: object({
            ...pageQuery,
            mine: Mine,
            yourRole: Type.Optional(ContestRoleName),
            phase: Type.Optional(PhaseName),
            ...externalIdQuery,
            text: Type.Optional(SearchText('the name')),
            sort: Type.Optional(
              oneOf(
                'ContestSort',
                contestSorts,
                '`created` (default): newest first; `first-start` and `last-start`: the first or last to start first; `name`: A to Z.',
              ),
            ),
          }),
          response: { 200: pageOf(ContestShape) },
        },
      },
      async ({ principal, query }) => {
        const { yourRole: role, sort, ...filter } = query;
        const all = principal.role === 'admin' && !query.mine;
        const page = await readFoundPage(query, (page) =>
          findPage(
            page,
            (window) => contests.listFor(principal.id, { ...filter, all, role, sort, ...window }),
            (contest) => contestKey(contest, sort),
          ),
        );
        return mapPage(page, (contest) => toContestReply(contest, principal, clock.nowMs()));
      },
    );
    server.post(
      '/contests',
      {
        bodyLimit: listBodyBytes,
        config: { access: 'teacher', apiKey: 'sync', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createContest',
          tags: ['contests'],
          summary: 'Create a contest; you become its staff',
          description: 'For teachers and admins. Tasks, participants and groups are added afterwards.',
          body: NewContest,
          response: { 201: ContestShape },
        },
      },
      async ({ principal, body }, reply) => {
        const contest = await contests.create(fromRequest(contestFields, body), principal.id);
        return reply.code(201).send(toContestReply({ ...contest, ...asStaff }, principal, clock.nowMs()));
      },
    );
    server.get(
      '/contests/:contestId',
      {
        config: { access: { contest: 'participant' }, cost: 'light' },
        schema: {
          operationId: 'getContest',
          summary: 'Get a contest',
          description: 'For participants and staff. `yourWindow` includes your own delay and extra time.',
          response: { 200: ContestShape },
        },
      },
      async ({ principal, contest }) => toContestReply(contest, principal, clock.nowMs()),
    );
    server.patch(
      '/contests/:contestId',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: dryRunCost },
        schema: {
          operationId: 'updateContest',
          summary: 'Change a contest',
          description:
            'For its staff. `endsAt: null` removes the end. Windows of tasks, delays and `prefetchFrom` do not move with the ' +
            'contest (see /manual/sync); the pre-flight lists what the new times cut off.',
          querystring: DryRunQuery,
          headers: IfMatch,
          body: ContestPatch,
          response: { 200: ChangedContest, ...problems(412) },
        },
      },
      async ({ principal, contest, query, headers, body }) => {
        const edit = contestChange(contest.id, fromRequest(contestFields, body), headers['if-match']);
        const options = { ...query, asker: principal, contestId: contest.id };
        const { result, ...told } = await runChange(edit, options);
        return { ...toContestReply({ ...contest, ...result }, principal, clock.nowMs()), ...told };
      },
    );
    server.post(
      '/contests/:contestId/copies',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createContestCopy',
          summary: 'Copy a contest; you become its staff',
          description:
            'Copies the tasks with their labels and order, the groups and the staff. Without `endsAt` the copy is as long as the ' +
            'original. `prefetchFrom` and windows of tasks move with the start. Teachers must be `manager` or `owner` of every ' +
            'task and staff of every group; otherwise nothing is copied, and `reason` is `copy-needs-tasks` or `copy-needs-groups`.',
          body: ContestCopy,
          response: { 201: ContestShape },
        },
      },
      async ({ principal, contest: original, body }, reply) => {
        authorizeAccount(principal, 'teacher');
        const { participants = false, ...fields } = body;
        const draft = { ...fromRequest(contestFields, fields), participants };
        const copier = { id: principal.id, isAdmin: principal.role === 'admin' };
        const contest = await contestCopies.create(original, draft, copier);
        return reply.code(201).send(toContestReply({ ...contest, ...asStaff }, principal, clock.nowMs()));
      },
    );
    removalRoute(server, runChange, '/contests/:contestId', {
      config: { access: { contest: 'staff' }, apiKey: 'sync' },
      operationId: 'deleteContest',
      summary: 'Delete a contest; its tasks close for its participants immediately',
      description:
        'For its staff. Revokes signed URLs that were issued through it. The tasks themselves stay.',
      headers: IfMatch,
      refusals: [412],
      removal: ({ contest, headers }) => ({ edit: contestRemoval(contest.id, headers['if-match']) }),
    });
  };
}

const asStaff = { role: 'staff', delaySeconds: 0, extraSeconds: 0, ownChange: null, readerEpoch: 0 } as const;

function toContestReply(
  contest: ContestWithRole,
  principal: Principal,
  nowMs: number,
): Static<typeof ContestShape> {
  const {
    id,
    role,
    delaySeconds,
    extraSeconds,
    lastChange,
    commonChange,
    ownChange,
    readerEpoch,
    ...common
  } = contest;
  const { networks, ...reply } = taggedReply(contestFields, common);
  return {
    contestId: id,
    yourRole: role,
    yourWindow: role === 'participant' ? toWindowReply(common, { delaySeconds, extraSeconds }) : null,
    yourPlace: role === 'participant' ? toPlaceReply(common, principal) : null,
    phase: phaseOf(contest, nowMs),
    revision: revisionOf(contest),
    serverTime: isoTime(nowMs),
    ...reply,
    networks: isStaffOf(principal, contest) ? networks : null,
  };
}

function toPlaceReply({ networks }: Pick<Contest, 'networks'>, { address }: Principal) {
  if (networks === null) return null;
  return { address: address ? formatAddress(address) : null, isInside: takesPlaceAt(address, networks) };
}

function toWindowReply(
  contest: ContestTimes,
  times: Pick<ContestWithRole, 'delaySeconds' | 'extraSeconds'>,
): Static<typeof ContestWindow> {
  const { opensAt, closesAt } = ownContestWindow(contest, times);
  return { startsAt: isoTime(opensAt), endsAt: isoTimeOrNull(closesAt) };
}
