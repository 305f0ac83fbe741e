import { Type } from 'typebox';
import { maxPeopleFileBytes, maxPeopleRows } from '../../domain/accounts/people-file.ts';
import { type SetupLink, skipReasons } from '../../domain/accounts/setup-links.ts';
import { isoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { chooseMailLanguage } from '../mail-language.ts';
import { problems } from '../problem-replies.ts';
import { Email, externalIdReply, Id, Invite, Time } from '../schemas.ts';
import { object, oneOf, orNull, shape } from '../shapes.ts';
import { assertPasswordSignIn } from './passwords.ts';

/** A new link in a reply. */
export const NewLink = {
  setupLink: Type.String({ description: 'Link to set the password; works once. Shown only once.' }),
  setupLinkExpiresAt: Time,
};

const RenewedSetupLinks = shape('RenewedSetupLinks', {
  setupLinksExpireAt: orNull(Time),
  items: Type.Array(
    object({
      userId: Id,
      ...externalIdReply,
      email: Email,
      name: Type.String(),
      setupLink: orNull(
        Type.String({
          description:
            'Link to set the password; works once. Shown only once; null if it was sent by e-mail.',
        }),
      ),
    }),
  ),
  skipped: Type.Array(
    object({
      email: Email,
      reason: oneOf(
        'SetupLinkSkipReason',
        skipReasons,
        'unknown: no account; signs-in: has a password or a provider; invited-recently: got three invitations within an hour.',
      ),
    }),
    { description: 'People who got no new link; their earlier links still work.' },
  ),
});

const noPasswords = 'This server has no passwords. People sign in at the provider, and need no link.';

/** Links that set the passwords of accounts, for admins. */
export function setupLinkRoutes({ setupLinks, settings }: ApiParts): ApiRoutes {
  return tagged('people', (server) => {
    server.post(
      '/accounts/:userId/setup-link',
      {
        config: { access: 'admin', idempotent: true, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'createSetupLink',
          summary: 'Create a link to set the password of an account',
          description:
            'For admins. The link works once, for seven days, and is shown only once. Earlier links stop working.',
          params: object({ userId: Id }),
          response: { 200: object({ userId: Id, ...externalIdReply, ...NewLink }), ...problems(404, 409) },
        },
      },
      async ({ params: { userId } }) => {
        assertPasswordSignIn(settings, noPasswords);
        const link = await setupLinks.create(userId);
        return { userId, ...toLinkReply(link) };
      },
    );
    server.post(
      '/setup-links',
      {
        bodyLimit: 2 * maxPeopleFileBytes,
        config: { access: 'admin', idempotent: true, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'createSetupLinks',
          summary: 'Create new setup links for people who have not set a password yet',
          description:
            'For admins, for example when the links of an import were lost. Earlier links stop working. Skips people who can already sign in.',
          body: object({
            emails: Type.Array(Email, { minItems: 1, maxItems: maxPeopleRows }),
            invite: Type.Optional(Invite),
          }),
          response: { 200: RenewedSetupLinks },
        },
      },
      async ({ headers, body: { emails, invite = false } }) => {
        assertPasswordSignIn(settings, noPasswords);
        if (invite) {
          const language = chooseMailLanguage(headers['accept-language']);
          const { invited, skipped } = await setupLinks.invite(emails, language);
          const items = invited.map((addressee) => ({ ...addressee, setupLink: null }));
          return { setupLinksExpireAt: null, items, skipped: [...skipped] };
        }
        const { links, skipped } = await setupLinks.renew(emails);
        return {
          setupLinksExpireAt: links[0] ? isoTime(links[0].expiresAtMs) : null,
          items: links.map(({ userId, email, name, url }) => ({ userId, email, name, setupLink: url })),
          skipped: [...skipped],
        };
      },
    );
  });
}

export function toLinkReply({ url, expiresAtMs }: SetupLink) {
  return { setupLink: url, setupLinkExpiresAt: isoTime(expiresAtMs) };
}
