import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ApiParts } from '../api-parts.ts';
import { createAskBetterAuth } from '../ask-better-auth.ts';
import { problems } from '../problem-replies.ts';
import { Email, PersonName } from '../schemas.ts';
import { object } from '../shapes.ts';
import { assertPasswordSignIn, LinkToken, NewPassword } from './passwords.ts';
import { SignedIn, signedIn } from './sign-in.ts';

/** Creates the first account of an installation, with the link that `lectern serve` prints. */
export function firstAdminRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { firstAdmin, signInLimits, deviceCookie, settings } = parts;
  const { forward } = createAskBetterAuth(parts);
  return async (server) => {
    server.post(
      '/first-admin',
      {
        bodyLimit: 4 * 1024, // anyone may send it
        config: { cost: 'light' },
        schema: {
          operationId: 'createFirstAdmin',
          tags: ['account'],
          summary: 'Create the first admin with the link that `lectern serve` prints, and sign in',
          description:
            'Works once, and only while no account exists (`hasAccounts` of `GET /api/v1/settings`). If an account exists, or the ' +
            'token is used, expired, replaced or unknown, `reason` is `invalid-token`. Counts as an attempt to sign in.',
          security: [],
          body: object({ token: LinkToken, name: PersonName, email: Email, password: NewPassword }),
          response: { 200: SignedIn, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswordSignIn(settings, 'Create the first admin with "lectern users create".');
        const { email, password } = request.body;
        const answer = await signInLimits.setPassword(request.client, async () => {
          await firstAdmin.create(request.body);
          request.log.info({ requestId: request.id }, 'the first admin was created');
          return forward(request, reply, { path: '/api/auth/sign-in/email', body: { email, password } });
        });
        reply.header('set-cookie', deviceCookie.issue(email));
        return signedIn(answer);
      },
    );
  };
}
