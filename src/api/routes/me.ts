import { type Static, Type } from 'typebox';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { addressReply, externalIdReply, Id, PersonName, RoleName } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Me = shape('Me', {
  userId: Id,
  ...externalIdReply,
  name: Type.String(),
  ...addressReply,
  role: RoleName,
});

const SignInMethods = shape('SignInMethods', {
  password: Type.Boolean({ description: 'Whether the account has a password.' }),
  provider: Type.Boolean({ description: 'Whether the account is linked to the OpenID Connect provider.' }),
});

export function meRoutes(): ApiRoutes {
  return tagged('account', (server) => {
    server.get(
      '/me',
      {
        config: { access: 'signed-in', limitedKeys: true, cost: 'light' },
        schema: {
          operationId: 'getMe',
          summary: 'Get your account',
          description: 'Works for sessions, API keys and trusted tokens.',
          response: { 200: Me },
        },
      },
      async ({ principal }) => toMe(principal),
    );
  });
}

/** What people see and change of their account. */
export function ownAccountRoutes({ accounts }: ApiParts): ApiRoutes {
  return tagged('account', (server) => {
    server.get(
      '/me/sign-in-methods',
      {
        config: { access: 'signed-in', cost: 'light' },
        schema: {
          operationId: 'getSignInMethods',
          summary: 'Get the ways in which you can sign in',
          description:
            'Whether your account has a password, and whether it is linked to the sign-in provider.',
          response: { 200: SignInMethods },
        },
      },
      async ({ principal }) => accounts.signInMethods(principal.id),
    );
    server.patch(
      '/me',
      {
        config: { access: 'signed-in', cost: 'creation' },
        schema: {
          operationId: 'updateMe',
          summary: 'Change your name',
          description: 'Teachers and admins see this name.',
          body: object({ name: PersonName }),
          response: { 200: Me },
        },
      },
      async ({ principal, body }) => toMe(await accounts.change(principal.id, body)),
    );
  });
}

function toMe({
  id,
  name,
  email,
  unverifiedEmail,
  role,
}: { id: string } & Omit<Static<typeof Me>, 'userId'>) {
  return { userId: id, name, email, unverifiedEmail, role };
}
