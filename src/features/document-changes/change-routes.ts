import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { object } from '../../api/shapes.ts';
import type { ReadPermit } from '../../core/decide/read-permit.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import type { SessionHeaders } from '../../domain/accounts/session-token.ts';
import { type ContestWithRole, revisionOf } from '../../domain/contests/contest.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { type ChangeStreams, type Listening, listeningTo } from './change-streams.ts';

interface ChangeRouteParts extends ApiParts {
  readonly changeStreams: ChangeStreams;
  readonly revocations: Pick<Revocations, 'tagsOf' | 'tagOfReader'>;
}

interface Watch {
  /** Decides as for a new request; rejects if that would be refused. */
  readonly decideAnew: () => Promise<Listening>;
  /** Whether the client lacks the current state. It is read after the stream starts to listen, so that no change is lost. */
  readonly isOutdated: () => Promise<boolean>;
}

const response = {
  200: {
    description: 'Events, until either side ends the stream.',
    content: { 'text/event-stream': { schema: Type.String() } },
  },
  ...problems(503),
};

async function send(
  reply: FastifyReply,
  changeStreams: ChangeStreams,
  listening: Listening,
  { decideAnew, isOutdated }: Watch,
) {
  const stream = changeStreams.open(listening, decideAnew);
  try {
    if (await isOutdated()) stream.tell();
  } catch (error) {
    stream.body.destroy();
    throw error;
  }
  // Keeps nginx and similar proxies from buffering events.
  reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  return reply.send(stream.body as never);
}

/** Notifies readers of a task of changes, so that they need not poll. */
export function taskChangeRoutes(parts: ChangeRouteParts): ApiRoutes {
  const { access, changeStreams, readTaskSnapshot, revocations, taskDetails } = parts;
  const toTask = (permit: ReadPermit) => listeningTo(permit, revocations);

  return (server) => {
    server.get(
      '/tasks/:taskId/changes',
      {
        config: { access: { readableTask: 'reader' }, isStream: true, cost: 'light' },
        schema: {
          operationId: 'watchTask',
          summary: 'Watch a task: get an event whenever a PDF is replaced or removed',
          description:
            'A stream of server-sent events. An event `changed` has no details: get the current PDFs then. The stream ends when ' +
            'your access ends, and after some minutes in any case: open it again. A 503 says when to retry. Until then, and ' +
            'behind proxies that hold events back, get the current PDFs once a minute.',
          querystring: object({
            versionId: Type.Optional(
              Type.String({
                maxLength: 100,
                description:
                  'The version that you have. If it is no longer current, you get an event immediately.',
              }),
            ),
          }),
          response,
        },
      },
      ({ readableTask: { permit }, headers, client, query: { versionId } }, reply) => {
        const { taskId } = permit;
        const credentials = credentialsOf(headers);
        return send(reply, changeStreams, toTask(permit), {
          async decideAnew() {
            const snapshot = await readTaskSnapshot(credentials, taskId, client);
            if (!snapshot) throw unauthenticated();
            return toTask(await access.authorizeReader(snapshot, taskId));
          },
          async isOutdated() {
            if (versionId === undefined) return false;
            const now = await taskDetails.of(taskId);
            return !now?.documents.some(({ id }) => id === versionId);
          },
        });
      },
    );
  };
}

/** The same for the people of a contest. */
export function contestChangeRoutes(parts: ChangeRouteParts): ApiRoutes {
  const { access, authenticate, changeStreams, contests, revocations } = parts;
  /** The contest is shown at any time. Each change that ends taking part revokes the person's URLs, or is a change of the contest. */
  const toContest = ({ id, role, readerEpoch }: ContestWithRole, principalId: string): Listening => ({
    ...{ subjectId: id, principalId, validUntilMs: Number.POSITIVE_INFINITY },
    tags: [revocations.tagOfReader({ principalId, readerEpoch })],
    ...(role === 'participant' && { participantId: principalId }),
  });

  return (server) => {
    server.get(
      '/contests/:contestId/changes',
      {
        config: { access: { contest: 'participant' }, isStream: true, cost: 'light' },
        schema: {
          operationId: 'watchContest',
          summary: 'Watch a contest: get an event whenever something that its people see may have changed',
          description:
            'For participants and staff. A stream of server-sent events, like `watchTask`. An event `changed` has no details: ' +
            'get the contest and its tasks then. It may be about times, tasks, PDFs, attachments or people; ' +
            'own times of other participants, and who comes and goes among them, are only for staff. The stream ends when ' +
            'you no longer belong to the contest, and after some minutes in any case: open it again.',
          querystring: object({
            revision: Type.Optional(
              Type.String({
                maxLength: 100,
                description:
                  'The `revision` of the contest that you have. If it is no longer current, you get an event immediately.',
              }),
            ),
          }),
          response,
        },
      },
      ({ contest, principal, headers, client, query: { revision } }, reply) => {
        const credentials = credentialsOf(headers);
        return send(reply, changeStreams, toContest(contest, principal.id), {
          async decideAnew() {
            const now = await authenticate(credentials, client);
            if (!now) throw unauthenticated();
            return toContest(await access.authorizeContest(now, contest.id, 'participant'), now.id);
          },
          async isOutdated() {
            if (revision === undefined) return false;
            return revision !== revisionOf(await contests.findFor(principal.id, contest.id));
          },
        });
      },
    );
  };
}

/** What later decisions need of a request; the rest would take memory as long as the stream is open. */
const credentialsOf = ({ authorization, cookie }: FastifyRequest['headers']): SessionHeaders => ({
  authorization,
  cookie,
});
