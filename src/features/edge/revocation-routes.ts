import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { object, shape } from '../../api/shapes.ts';
import { maxNames } from '../../revocation/revocation-feed.ts';
import type { Revocations } from '../../revocation/revocations.ts';

const Cursor = Type.String({ maxLength: 40 });

export function revocationRoutes({ since }: Pick<Revocations, 'since'>): ApiRoutes {
  return (server) => {
    server.get(
      '/revocations',
      {
        config: { access: 'program', apiKey: 'edge', cost: 'light' },
        schema: {
          operationId: 'listRevocations',
          tags: ['platforms'],
          summary: 'List the revoked URLs, for a server that verifies signed URLs at the edge',
          description:
            'Ask once a second with the last `cursor`. A server that has no such cursor, because it was started again or is another ' +
            'instance, lists all revocations in force. A URL is refused if one of the names is its issue id, or one of the parts of ' +
            '11 characters that follow the first seven of it. Names reveal nothing about people and tasks. Forget names after an hour: ' +
            'no URL lives longer.',
          querystring: object({
            since: Type.Optional({
              ...Cursor,
              description: '`cursor` of the last reply. Default: list all.',
            }),
          }),
          response: {
            200: shape('RevocationsSince', {
              cursor: Cursor,
              isWhole: Type.Boolean({
                description: 'Whether the names replace all that you know. Otherwise they add to them.',
              }),
              hasMore: Type.Boolean({
                description: 'Whether to ask again at once, because more names follow.',
              }),
              names: Type.Array(Type.String(), { maxItems: maxNames }),
            }),
            ...problems(429, 503),
          },
        },
      },
      async ({ query }) => since(query.since),
    );
  };
}
