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
          response: {
            200: {
              description: 'Events, until either side ends the stream.',
              content: { 'text/event-stream': { schema: Type.String() } },
            },
            ...problems(503),
          },
        },
      },
      async ({ readableTask: { permit }, headers, client, query: { versionId } }, reply) => {
        const { taskId } = permit;
        const { authorization, cookie } = headers;
        const stream = changeStreams.open(permit, async () => {
          const snapshot = await readTaskSnapshot({ authorization, cookie }, taskId, client);
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
