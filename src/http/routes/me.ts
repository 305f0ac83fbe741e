import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Email, Id, object, problems, RoleName } from '../schemas.ts';

export function meRoutes(): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/me',
      {
        schema: {
          tags: ['account'],
          summary: 'Who you are',
          response: {
            200: object({ userId: Id, name: Type.String(), email: Email, role: RoleName }),
            ...problems(401),
          },
        },
      },
      async ({ principal: { id, name, email, role } }) => ({ userId: id, name, email, role }),
    );
  };
}
