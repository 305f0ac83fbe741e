import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { maxPasswordLength, minPasswordLength } from '../../domain/accounts/auth-settings.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
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
/** The schema lets short ones pass, which are refused with the reason. */
export const NewPassword = { ...Password, description };

export const LinkToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Behind `#token=` in the link.',
});

/** @throws LecternError `switched-off` where people sign in at a provider alone; `instead` says what to do there */
export function assertPasswordSignIn(
  { passwordSignIn }: Pick<PublicSettings, 'passwordSignIn'>,
  instead = 'Sign in at the provider that GET /api/v1/settings names.',
): void {
  if (passwordSignIn === 'off') throw new LecternError('switched-off', instead);
}

/** Passwords of people: another one for who knows it, and a new one by a link. */
export function passwordRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  const { authenticate, setupLinks, signInLimits, settings } = parts;
  const { askNewPassword, onPasswordChanged, proveAddress } = parts;
  const { forward } = createAskBetterAuth(parts);

  /** The password is another one by then, whatever happens here. */
  async function followNewPassword(request: FastifyRequest, userId: string): Promise<void> {
    const language = chooseMailLanguage(request.headers['accept-language']);
    try {
      await onPasswordChanged(userId, language);
    } catch (error) {
      logFailure(error, request);
    }
  }

  return async (server) => {
    server.post(
      '/change-password',
      {
        schema: {
          operationId: 'changePassword',
          tags: ['account'],
          summary: 'Change your password',
          description:
            'Needs the current password. With `revokeOtherSessions` the reply has the token of a new session. 403 ' +
            '`forbidden` (`trusted-token`) for tokens of a platform.',
          body: object({
            currentPassword: Password,
            newPassword: NewPassword,
            revokeOtherSessions: Type.Optional(Type.Boolean({ description: 'End your other sessions too.' })),
          }),
          response: {
            200: shape('ChangedPassword', {
              token: orNull(
                Type.String({ description: 'Of the session from now on, where the others were ended.' }),
              ),
            }),
            ...problems(400, 401, 403, 429),
          },
        },
      },
      async (request, reply) => {
        const principal = await authenticate(request.headers, request.ip);
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
        schema: {
          operationId: 'requestNewPassword',
          tags: ['account'],
          summary: 'Get an e-mail with a link to set a new password',
          description:
            'The answer is the same whether the address has an account or not. The link works once, for an hour. The ' +
            'e-mail is in English or Polish, by `Accept-Language`. 403 `switched-off` where no e-mail is sent; `GET ' +
            '/api/v1/settings` shows it.',
          security: [],
          body: object({ email: Email }),
          response: { 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async ({ ip, headers, body: { email } }, reply) => {
        assertPasswordSignIn(settings);
        assertMail(settings);
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
            'Leaves the token usable. When the token is used up, expired or unknown, `reason` is `invalid-token`. It counts as ' +
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
        assertPasswordSignIn(settings);
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
          body: object({ token: LinkToken, newPassword: Type.String({ description }) }),
          response: { 204: Empty, ...problems(400, 403, 429) },
        },
      },
      async (request, reply) => {
        assertPasswordSignIn(settings);
        await signInLimits.setPassword(request.ip, async () => {
          const { id } = await setupLinks.accountOf(request.body.token);
          await forward(request, reply);
          await proveAddress(id);
          await followNewPassword(request, id);
        });
        return reply.code(204).send(null);
      },
    );
  };
}

/** @throws LecternError `switched-off` */
function assertMail({ mail, contact }: PublicSettings): void {
  if (mail === 'on') return;
  throw new LecternError(
    'switched-off',
    `This server sends no e-mail. Ask ${contact ?? 'an admin'} for a link to set a new password.`,
  );
}
