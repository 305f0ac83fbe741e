import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { maxPasswordLength, minPasswordLength } from '../../domain/accounts/auth-settings.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { tagged } from '../api-routes.ts';
import { createAskBetterAuth } from '../ask-better-auth.ts';
import { chooseMailLanguage } from '../mail-language.ts';
import { logFailure } from '../plugins/error-reply.ts';
import { problems } from '../problem-replies.ts';
import { Email, Empty } from '../schemas.ts';
import { refuseTrustedToken } from '../scopes/account.ts';
import { object, orNull, shape } from '../shapes.ts';
import type { PublicSettings } from './settings.ts';

export const Password = Type.String({ minLength: 1, maxLength: maxPasswordLength });
const description = `${minPasswordLength} to ${maxPasswordLength} characters.`;
/** The schema permits short ones, which are refused later with a `reason`. */
export const NewPassword = { ...Password, description };

export const LinkToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The part of the link after `#token=`.',
});

/** @throws LecternError `switched-off` if people can only sign in at a provider; `instead` is its message */
export function assertPasswordSignIn(
  { passwordSignIn }: Pick<PublicSettings, 'passwordSignIn'>,
  instead = 'This server has no passwords. Sign in at the provider that GET /api/v1/settings names.',
): void {
  if (passwordSignIn === 'off') throw new LecternError('switched-off', instead);
}

/** Changes passwords: with the current one, or through a link. */
export function passwordRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { authenticate, setupLinks, signInLimits, settings } = parts;
  const { askNewPassword, onPasswordChanged, proveAddress } = parts;
  const { forward } = createAskBetterAuth(parts);

  /** Errors are only logged, because the password has already changed. */
  async function followNewPassword(request: FastifyRequest, userId: string): Promise<void> {
    const language = chooseMailLanguage(request.headers['accept-language']);
    try {
      await onPasswordChanged(userId, language);
    } catch (error) {
      logFailure(error, request);
    }
  }

  return tagged('account', async (server) => {
    server.post(
      '/change-password',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'changePassword',
          summary: 'Change your password',
          description:
            'Needs the current password. With `revokeOtherSessions` the reply has the token of a new session. Trusted tokens ' +
            'get 403 `forbidden` (`trusted-token`).',
          body: object({
            currentPassword: Password,
            newPassword: NewPassword,
            revokeOtherSessions: Type.Optional(
              Type.Boolean({ description: 'Also ends your other sessions.' }),
            ),
          }),
          response: {
            200: shape('ChangedPassword', {
              token: orNull(
                Type.String({
                  description: 'Token of the new session, if `revokeOtherSessions` ended the old ones.',
                }),
              ),
            }),
            ...problems(400, 401, 403, 429),
          },
        },
      },
      async (request, reply) => {
        const principal = await authenticate(request.headers, request.client);
        if (!principal) throw unauthenticated();
        refuseTrustedToken(principal);
        assertPasswordSignIn(settings);
        const answer = await signInLimits.changePassword(principal.id, () => forward(request, reply));
        await followNewPassword(request, principal.id);
        return { token: (answer as { token: string | null }).token };
      },
    );
    server.post(
      '/forgot-password',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'requestNewPassword',
          summary: 'Request an e-mail with a link to set a new password',
          description:
            'The reply is the same whether or not the address has an account. The link works once, for an hour. The e-mail is ' +
            'in English or Polish, by `Accept-Language`. Returns 403 `switched-off` if the server sends no e-mail (`mail` of ' +
            '`GET /api/v1/settings`).',
          security: [],
          body: object({ email: Email }),
          response: { 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async ({ client, headers, body: { email } }, reply) => {
        assertPasswordSignIn(settings);
        assertMail(settings);
        const language = chooseMailLanguage(headers['accept-language']);
        await signInLimits.askNewPassword({ address: client, email }, () => askNewPassword(email, language));
        return reply.code(204).send(null);
      },
    );
    server.post(
      '/set-link',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'checkSetLink',
          summary: 'Get the account of a password link',
          description:
            'Does not use up the token. If it is used, expired or unknown, `reason` is `invalid-token`. Counts as an attempt to ' +
            'sign in.',
          security: [],
          body: object({ token: LinkToken }),
          response: {
            200: object({ name: Type.String(), email: orNull(Email) }),
            ...problems(400, 403, 429),
          },
        },
      },
      async ({ client, body: { token } }) => {
        assertPasswordSignIn(settings);
        const { name, email } = await signInLimits.setPassword(client, () => setupLinks.accountOf(token));
        return { name, email };
      },
    );
    server.post(
      '/reset-password',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'resetPassword',
          summary: 'Set a password with the token from a link',
          description:
            'Works once. `reason` is `invalid-token` if the token is used, expired or unknown, and `password-too-short` or ' +
            '`password-too-long` for a password of the wrong length.',
          security: [],
          body: object({ token: LinkToken, newPassword: Type.String({ description }) }),
          response: { 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswordSignIn(settings);
        await signInLimits.setPassword(request.client, async () => {
          const { id } = await setupLinks.accountOf(request.body.token);
          await forward(request, reply);
          await proveAddress(id);
          await followNewPassword(request, id);
        });
        return reply.code(204).send(null);
      },
    );
  });
}

/** @throws LecternError `switched-off` */
function assertMail({ mail, contact }: PublicSettings): void {
  if (mail === 'on') return;
  throw new LecternError(
    'switched-off',
    `This server sends no e-mail. Ask ${contact ?? 'an admin'} for a link to set a new password.`,
  );
}
