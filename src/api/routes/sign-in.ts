import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { parseName } from '../../domain/accounts/account-fields.ts';
import { hashedBefore } from '../../domain/accounts/password-hashing.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { tagged } from '../api-routes.ts';
import { createAskBetterAuth } from '../ask-better-auth.ts';
import { chooseMailLanguage } from '../mail-language.ts';
import { problems } from '../problem-replies.ts';
import { Email, Empty, externalIdReply, Id, PersonName } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import { assertPasswordSignIn, NewPassword, Password } from './passwords.ts';

const SignIn = shape('SignIn', {
  email: Email,
  password: Password,
  rememberMe: Type.Optional(Type.Boolean()),
});

export const SignedIn = shape('SignedIn', {
  token: Type.String({ description: 'Send it as `Authorization: Bearer …`.' }),
  userId: Id,
  ...externalIdReply,
  email: Email,
  name: Type.String(),
});

/** The reply for a new session, from better-auth's response. */
export function signedIn(answer: unknown): Static<typeof SignedIn> {
  const { token, user } = answer as { token: string; user: { id: string; email: string; name: string } };
  return { token, userId: user.id, email: user.email, name: user.name };
}

const SignedOut = shape('SignedOut', {
  providerSignOutUrl: orNull(
    Type.String({
      format: 'uri',
      description:
        'Where the browser can also end the session at the sign-in provider; null if there is none.',
    }),
  ),
});

/** Sessions by e-mail and password. */
export function signInRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { auth, signInLimits, deviceCookie, settings, signUpByMail } = parts;
  const { forward } = createAskBetterAuth(parts);

  return tagged('account', async (server) => {
    server.post(
      '/sign-in/email',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'signIn',
          summary: 'Sign in with e-mail and password',
          description:
            'Returns a token for `Authorization: Bearer`, and sets a session cookie and a device cookie. Thanks to the device ' +
            'cookie, failed attempts elsewhere do not lock out browsers that have signed in to the account before.',
          security: [],
          body: SignIn,
          response: { 200: SignedIn, ...problems(400, 401, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswordSignIn(settings);
        const { email } = request.body;
        const device = deviceCookie.read(request.headers.cookie, email);
        const who = { address: request.client, email, device };
        const answer = await signInLimits.signIn(who, () => forward(request, reply));
        reply.header('set-cookie', deviceCookie.issue(email));
        return signedIn(answer);
      },
    );
    server.post(
      '/sign-up/email',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'signUp',
          summary: 'Create a student account',
          description:
            'See `signUp` and `mail` of `GET /api/v1/settings`. If the server sends e-mail, it sends a link to set the password, ' +
            'and returns 204 whether or not the address has an account. Otherwise the body needs a password, and the new student ' +
            'is signed in immediately, with an unverified address. Returns 403 `switched-off` if sign-up is closed.',
          security: [],
          body: object({
            email: Email,
            password: Type.Optional(
              Type.String({
                ...NewPassword,
                description: `${NewPassword.description} Required if the server sends no e-mail.`,
              }),
            ),
            name: PersonName,
          }),
          response: { 200: SignedIn, 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswordSignIn(settings);
        if (settings.signUp === 'closed') {
          throw new LecternError(
            'switched-off',
            'Sign-up is closed. Ask an admin of this server for an account.',
          );
        }
        const { body } = request;
        body.name = parseName(body.name);
        if (settings.mail === 'on') {
          const language = chooseMailLanguage(request.headers['accept-language']);
          await signInLimits.signUp(request.client, () => signUpByMail(body, language));
          return reply.code(204).send(null);
        }
        const { password } = body;
        if (password === undefined) {
          throw new LecternError(
            'request-invalid',
            '"password" is missing. Add it, because this server sends no e-mail.',
          );
        }
        const answer = await signInLimits.signUp(request.client, async () => {
          const hashing = (await (await auth()).$context).password;
          return hashedBefore.run(await hashing.hash(password), () => forward(request, reply));
        });
        reply.header('set-cookie', deviceCookie.issue(request.body.email));
        return signedIn(answer);
      },
    );
  });
}

/** The end of sessions, also of those from the sign-in provider. */
export function signOutRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { accounts, authenticate, endSession, provider, settings, publicUrl } = parts;
  const { forward } = createAskBetterAuth(parts);

  /** Whether the account of the caller is linked to the provider. */
  async function signsInAtProvider({ headers, client }: FastifyRequest): Promise<boolean> {
    const principal = await authenticate(headers, client);
    return principal !== undefined && (await accounts.signInMethods(principal.id)).provider;
  }

  return tagged('account', async (server) => {
    server.post(
      '/sign-out',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'signOut',
          summary: 'Sign out',
          description:
            'Ends the session of the token or cookie, and removes the cookies. Also succeeds without a session.',
          response: {
            200: SignedOut,
            ...problems(400),
          },
        },
      },
      async (request, reply) => {
        const isLinked = settings.signInProvider !== null && (await signsInAtProvider(request));
        await endSession(request.headers);
        await forward(request, reply); // removes the cookies
        const url = isLinked ? await (await provider())?.signOutUrl(`${publicUrl}/sign-in`) : undefined;
        return { providerSignOutUrl: url ?? null };
      },
    );
  });
}
