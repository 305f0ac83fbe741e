import { Type } from 'typebox';
import type { ApiRoutes } from '../api-routes.ts';
import { Email, Id, RoleName, shape } from '../schemas.ts';

const Me = shape('Me', { userId: Id, name: Type.String(), email: Email, role: RoleName });

export const meRoutes: ApiRoutes = (server) => {
  server.get(
    '/me',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'getMe',
        tags: ['account'],
        summary: 'Who you are',
        response: {
          200: Me,
        },
      },
    },
    async ({ principal: { id, name, email, role } }) => ({ userId: id, name, email, role }),
  );
};
