import { Type } from 'typebox';
import type { ApiRoutes } from '../api-routes.ts';
import { Email, Id, object, RoleName } from '../schemas.ts';

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
          200: object({ userId: Id, name: Type.String(), email: Email, role: RoleName }),
        },
      },
    },
    async ({ principal: { id, name, email, role } }) => ({ userId: id, name, email, role }),
  );
};
