import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { parseName } from '../../domain/accounts/account-fields.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { LecternError } from '../../lib/errors.ts';
import { chooseMailLanguage } from '../../lib/own-languages.ts';
import type { ApiParts } from '../api-parts.ts';
import { createAskBetterAuth } from '../ask-better-auth.ts';
import { logFailure } from '../plugins/error-reply.ts';
import { problems } from '../problem-replies.ts';
import { Email, Empty, Id, object, orNull, PersonName, shape } from '../schemas.ts';

export const Password = Type.String({ minLength: 1, maxLength: 128 });

const SignIn = shape('SignIn', {
  email: Email,
  password: Password,
  rememberMe: Type.Optional(Type.Boolean()),
});

export const SignedIn = Type.Object(
  {
    token: Type.String({ description: 'Send it as `Authorization: Bearer …`.' }),
    user: Type.Object({ id: Id, email: Email, name: Type.String() }, { additionalProperties: true }),
  },
  { title: 'SignedIn', additionalProperties: true },
);

export const LinkToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Behind `#token=` in the link.',
});

/** Strangers may send these bodies. */
const maxBodyBytes = 4 * 1024;

/**
 * What of better-auth is served; nothing else of it has an address here. Its answers pass through, and its refusals
 * become problem details.
 */
export function authRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { accounts, authenticate, endSession, setupLinks, signInLimits, deviceCookie, provider } = parts;
  const { settings, publicUrl, askNewPassword, onPasswordChanged, signUpByMail, proveAddress } = parts;
  const { forward } = createAskBetterAuth(parts);

  function assertPasswords(): void {
    if (settings.passwordSignIn === 'off') {
      throw new LecternError('switched-off', 'Sign in at the provider that GET /api/v1/settings names.');
    }
  }

  function assertMail(): void {
    if (settings.mail === 'on') return;
    const { contact } = settings;
    throw new LecternError(
      'switched-off',
      `This server sends no e-mail. Ask ${contact ?? 'an admin'} for a link to set a new password.`,
    );
  }

  /** The password is another one by then, whatever happens here. */
  async function followNewPassword(request: FastifyRequest, userId: string): Promise<void> {
    const language = chooseMailLanguage(request.headers['accept-language']);
    try {
      await onPasswordChanged(userId, language);
    } catch (error) {
      logFailure(error, request);
    }
  }

  /** Whose session it is, if they have signed in at the provider. */
  async function linkedPrincipal({ headers, ip }: FastifyRequest): Promise<Principal | undefined> {
    const principal = await authenticate(headers, ip);
    return principal && (await accounts.signInMethods(principal.id)).provider ? principal : undefined;
  }

  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.bodyLimit = maxBodyBytes;
    });
    server.post(
      '/sign-in/email',
      {
        schema: {
          operationId: 'signIn',
          tags: ['account'],
          summary: 'Sign in with e-mail and password',
          description:
            'Gives a token for `Authorization: Bearer`, and sets the session cookie and a device cookie: failures ' +
            'elsewhere do not keep a browser out that has signed in to the account before.',
          security: [],
          body: SignIn,
          response: { 200: SignedIn, ...problems(400, 401, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswords();
        const { email } = request.body;
        const device = deviceCookie.read(request.headers.cookie, email);
        const who = { address: request.ip, email, device };
        const answer = await signInLimits.signIn(who, () => forward(request, reply));
        reply.header('set-cookie', deviceCookie.issue(email));
        return answer as never;
      },
    );
    server.post(
      '/sign-up/email',
      {
        schema: {
          operationId: 'signUp',
          tags: ['account'],
          summary: 'Create a student account, if LECTERN_SIGN_UP is open',
          description:
            'Where the server sends e-mail, a link to set the password goes to the address: 204, whether or not it has an ' +
            'account. Elsewhere the password is that of the body, and whoever signs up is signed in at once; their ' +
            'address is not verified. 403 `switched-off` where sign-up is closed. `GET /api/v1/settings` tells which it is.',
          security: [],
          body: object({
            email: Email,
            password: Type.Optional(
              Type.String({ ...Password, description: 'Required where the server sends no e-mail.' }),
            ),
            name: PersonName,
          }),
          response: { 200: SignedIn, 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswords();
        if (settings.signUp === 'closed') {
          throw new LecternError('switched-off', 'Ask an admin of this server for an account.');
        }
        const { body } = request;
        body.name = parseName(body.name);
        if (settings.mail === 'on') {
          const language = chooseMailLanguage(request.headers['accept-language']);
          await signInLimits.signUp(request.ip, () => signUpByMail(body, language));
          return reply.code(204).send(null);
        }
        if (body.password === undefined) {
          throw new LecternError('request-invalid', 'body must have required property "password".');
        }
        const answer = await signInLimits.signUp(request.ip, () => forward(request, reply));
        reply.header('set-cookie', deviceCookie.issue(request.body.email));
        return answer as never;
      },
    );
    server.post(
      '/sign-out',
      {
        schema: {
          operationId: 'signOut',
          tags: ['account'],
          summary: 'End this session',
          response: {
            200: object({
              success: Type.Boolean(),
              providerSignOutUrl: Type.Optional(
                Type.String({
                  format: 'uri',
                  description:
                    'Where a browser also ends the session at the sign-in provider, if it wants to.',
                }),
              ),
            }),
            ...problems(400),
          },
        },
      },
      async (request, reply) => {
        const linked = settings.signInProvider === null ? undefined : await linkedPrincipal(request);
        await endSession(request.headers);
        const answer = await forward(request, reply); // which takes the cookies away
        const url = linked && (await (await provider())?.signOutUrl(`${publicUrl}/sign-in`));
        if (url === undefined) return answer as never;
        reply.serializer(JSON.stringify);
        return { success: true, providerSignOutUrl: url };
      },
    );
    server.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['account'],
          summary: 'Change your password',
          body: object({
            currentPassword: Password,
            newPassword: Password,
            revokeOtherSessions: Type.Optional(Type.Boolean({ description: 'End your other sessions too.' })),
          }),
          response: { 200: Type.Object({}, { additionalProperties: true }), ...problems(400, 401, 403, 429) },
        },
      },
      async (request, reply) => {
        const principal = await authenticate(request.headers, request.ip);
        if (!principal) throw unauthenticated();
        assertPasswords();
        const answer = await signInLimits.changePassword(principal.id, () => forward(request, reply));
        await followNewPassword(request, principal.id);
        return answer as never;
      },
    );
    server.post(
      '/forgot-password',
      {
        schema: {
          operationId: 'requestNewPassword',
          tags: ['account'],
          summary: 'Get an e-mail with a link to set a new password',
          description:
            'The answer is the same whether the address has an account or not. The link works once, for an hour. The ' +
            'e-mail is in English or Polish, by `Accept-Language`. 403 `switched-off` where no e-mail is sent; `GET ' +
            '/api/v1/settings` tells.',
          security: [],
          body: object({ email: Email }),
          response: { 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async ({ ip, headers, body: { email } }, reply) => {
        assertPasswords();
        assertMail();
        const language = chooseMailLanguage(headers['accept-language']);
        await signInLimits.askNewPassword({ address: ip, email }, () => askNewPassword(email, language));
        return reply.code(204).send(null);
      },
    );
    server.post(
      '/set-link',
      {
        schema: {
          operationId: 'checkSetLink',
          tags: ['account'],
          summary: 'The account of a password link, by its token',
          description:
            'Uses nothing up. When the token is used up, expired or unknown, `reason` is `invalid-token`. It counts as ' +
            'an attempt to sign in.',
          security: [],
          body: object({ token: LinkToken }),
          response: {
            200: object({ name: Type.String(), email: orNull(Email) }),
            ...problems(400, 403, 429),
          },
        },
      },
      async ({ ip, body: { token } }) => {
        assertPasswords();
        const { name, email } = await signInLimits.setPassword(ip, () => setupLinks.accountOf(token));
        return { name, email };
      },
    );
    server.post(
      '/reset-password',
      {
        schema: {
          operationId: 'resetPassword',
          tags: ['account'],
          summary: 'Set the password of an account, with the token from its link',
          description:
            'Works once. When the token is used up, expired or unknown, `reason` is `invalid-token`; a password of the ' +
            'wrong length is `password-too-short` or `password-too-long`.',
          security: [],
          body: object({
            token: LinkToken,
            newPassword: Type.String(),
          }),
          response: { 200: object({ status: Type.Boolean() }), ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswords();
        return signInLimits.setPassword(request.ip, async () => {
          const { id } = await setupLinks.accountOf(request.body.token);
          const answer = await forward(request, reply);
          await proveAddress(id);
          await followNewPassword(request, id);
          return answer as never;
        });
      },
    );
  };
}
