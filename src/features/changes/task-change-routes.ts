import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { object } from '../../api/shapes.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import type { ChangeStreams } from './change-streams.ts';

/** Notifies readers of changes, so that they need not poll. */
export function taskChangeRoutes(parts: ApiParts & { readonly changeStreams: ChangeStreams }): ApiRoutes {
  const { access, changeStreams, readTaskSnapshot, taskDetails } = parts;
  return (server) => {
    server.get(
      '/tasks/:taskId/changes',
      {
        config: { access: { readableTask: 'reader' }, isStream: true },
        schema: {
          operationId: 'watchTask',
          summary: 'Server-sent events, one whenever a PDF of the task is replaced or removed',
          description:
            'An event `changed` says no more than that: ask for the current PDFs then. The stream ends with the access that ' +
            'it was opened under, and after some minutes in any case: open it again. 503 says when to try again. In the ' +
            'meantime, and where a proxy holds events back, ask for the current PDFs once a minute.',
          querystring: object({
            versionId: Type.Optional(
              Type.String({
                maxLength: 100,
                description:
                  'The version that you have. If it is not current any more, an event comes at once.',
              }),
            ),
          }),
          response: {
            200: {
              description: 'Events, until one side ends it.',
              content: { 'text/event-stream': { schema: Type.String() } },
            },
            ...problems(503),
          },
        },
      },
      async ({ readableTask: { grant }, headers, ip, query: { versionId } }, reply) => {
        const { taskId } = grant;
        const { authorization, cookie } = headers;
        const stream = changeStreams.open(grant, async () => {
          const snapshot = await readTaskSnapshot({ authorization, cookie }, taskId, ip);
          if (!snapshot) throw unauthenticated();
          return access.authorizeReader(snapshot, taskId);
        });
        if (versionId !== undefined) {
          try {
            // Read after the stream starts to listen, so that no change is lost.
            const now = await taskDetails.of(taskId);
            if (!now?.documents.some(({ id }) => id === versionId)) stream.tell();
          } catch (error) {
            stream.body.destroy();
            throw error;
          }
        }
        // Keeps nginx and similar proxies from buffering events.
        reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
        return reply.send(stream.body as never);
      },
    );
  };
}
