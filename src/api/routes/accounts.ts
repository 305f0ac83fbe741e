import { type Static, Type } from 'typebox';
import { emailSources } from '../../database/account-tables.ts';
import { type Account, type AccountChanges, accountTag } from '../../domain/accounts/account.ts';
import { type SignInState, signInStates } from '../../domain/accounts/sign-in-states.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import {
  addressReply,
  Email,
  ExternalId,
  etag,
  externalIdReply,
  Id,
  IfMatch,
  object,
  oneOf,
  orNull,
  PersonName,
  RoleName,
  SearchText,
  shape,
  Time,
} from '../schemas.ts';
import { NewLink, toLinkReply } from './setup-links.ts';

const EmailSourceName = oneOf(
  'EmailSource',
  emailSources,
  'Who brought the address, or verified it last; absent without one, or from before this was kept.',
);

const AccountSignIn = shape('AccountSignIn', {
  state: oneOf(
    'SignInState',
    signInStates,
    'signs-in: it has a password or a provider; otherwise what became of the link that sets its password. mail-waiting: ' +
      'the invitation has not been sent yet; no-link: none was made, or it expired more than 90 days ago.',
  ),
  lastSignedInAt: orNull(
    Type.String({ format: 'date-time', description: 'While the session lasts; null: not known.' }),
  ),
  linkCreatedAt: orNull(Time),
  linkExpiresAt: orNull(Time),
});

const AccountShape = shape('Account', {
  userId: Id,
  ...addressReply,
  emailSource: Type.Optional(EmailSourceName),
  name: Type.String(),
  role: RoleName,
  ...externalIdReply,
  disabled: Type.Boolean({ description: 'It cannot sign in, and has no ground to read anything.' }),
  createdAt: Time,
  signIn: AccountSignIn,
  ...etag,
});
const AccountParams = object({ userId: Id });

/** Accounts, for admins. */
export function accountRoutes({ accounts, newAccounts }: ApiParts): ApiRoutes {
  const toReply = async (account: Account) =>
    toAccountReply(account, await accounts.signInStates([account.id]));

  return (server) => {
    server.get(
      '/accounts',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'listAccounts',
          tags: ['people'],
          summary: 'All accounts, by e-mail address',
          description: 'For admins. `text` finds a part of the name or the address.',
          querystring: object({
            ...pageQuery,
            text: Type.Optional(SearchText('the name or the address')),
            role: Type.Optional(RoleName),
            disabled: Type.Optional(Type.Boolean()),
          }),
          response: { 200: pageOf(AccountShape) },
        },
      },
      async ({ query }) => {
        const { text, role, disabled } = query;
        const page = await readPage(
          query,
          (window) => accounts.list({ text, role, disabled, ...window }),
          (account) => account.email ?? account.unverifiedEmail ?? account.id,
        );
        const states = await accounts.signInStates(page.items.map(({ id }) => id));
        return mapPage(page, (account) => toAccountReply(account, states));
      },
    );
    server.post(
      '/accounts',
      {
        config: { access: 'admin', idempotent: true, givesLastingAccess: true },
        schema: {
          operationId: 'createAccount',
          tags: ['people'],
          summary: 'Create an account without a password, and get a link that sets one',
          description: 'For admins. The link is shown only once, unless `invite` sends it by e-mail.',
          body: object({ email: Email, name: PersonName, role: RoleName }),
          response: {
            201: object({ ...AccountShape.properties, ...NewLink }),
            ...problems(409),
          },
        },
      },
      async ({ body }, reply) => {
        const { account, setupLink } = await newAccounts.createWithSetupLink(body);
        return reply.code(201).send({ ...(await toReply(account)), ...toLinkReply(setupLink) });
      },
    );
    server.get(
      '/accounts/:userId',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'getAccount',
          tags: ['people'],
          summary: 'An account',
          description: 'For admins.',
          params: AccountParams,
          response: { 200: AccountShape, ...problems(404) },
        },
      },
      async ({ params: { userId } }) => toReply(await accounts.find(userId)),
    );
    server.patch(
      '/accounts/:userId',
      {
        config: { access: 'admin', givesLastingAccess: ({ body }) => isMoreAccess(body as AccountChanges) },
        schema: {
          operationId: 'updateAccount',
          tags: ['people'],
          summary: 'Change the name or the role of an account, disable or enable it',
          description:
            'Disabling ends its sessions, from the next request on. Nobody disables or demotes themself. With an ' +
            'external id the tokens of the trusted platform for that person lead to this account. By a token of a ' +
            'platform only `name` and `disabled: true`: else 403 `forbidden` (`trusted-token`).',
          params: AccountParams,
          headers: IfMatch,
          body: Type.Partial(
            object({
              name: PersonName,
              role: RoleName,
              disabled: Type.Boolean(),
              emailVerified: Type.Literal(true, {
                description:
                  'You say that the address belongs to whoever has the account: it names them from now on.',
              }),
              externalId: orNull(ExternalId),
            }),
            { additionalProperties: false, minProperties: 1 },
          ),
          response: { 200: AccountShape, ...problems(404, 409, 412) },
        },
      },
      async ({ principal, params: { userId }, headers, body: changes }) => {
        if (userId === principal.id) assertStaysAdmin(changes);
        return toReply(await accounts.change(userId, changes, headers['if-match']));
      },
    );
  };
}

/** Whether whoever can sign in to the account, or could, gets at more from then on. */
const isMoreAccess = ({ name, disabled, ...others }: AccountChanges) =>
  disabled === false || Object.keys(others).length > 0;

/** So that there is always somebody who can undo it. */
function assertStaysAdmin({ role = 'admin', disabled = false }: AccountChanges): void {
  if (role === 'admin' && !disabled) return;
  throw new LecternError('conflict', 'You cannot disable or demote yourself. Ask another admin.', {
    facts: { reason: 'own-account' },
  });
}

function toAccountReply(
  { id, emailSource, ...account }: Account,
  signInStateOf: (userId: string) => SignInState,
): Static<typeof AccountShape> {
  const source = emailSource === null ? {} : { emailSource };
  return { userId: id, ...account, ...source, signIn: signInStateOf(id), etag: accountTag(account) };
}
