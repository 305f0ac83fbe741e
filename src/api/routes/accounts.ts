import { type Static, Type } from 'typebox';
import { emailSources } from '../../database/account-tables.ts';
import { type Account, type AccountChanges, accountTag } from '../../domain/accounts/account.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { type SignInState, signInStates } from '../../domain/accounts/sign-in-states.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { DryRunQuery, isDryRun } from '../dry-run.ts';
import { mapPage, pageOf, pageQuery, readPage } from '../page.ts';
import { problems } from '../problem-replies.ts';
import {
  addressReply,
  Email,
  ExternalId,
  etag,
  externalIdQuery,
  externalIdReply,
  Id,
  IfMatch,
  PersonName,
  RoleName,
  SearchText,
  Time,
} from '../schemas.ts';
import { object, oneOf, orNull, shape } from '../shapes.ts';
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
    'signs-in: by a password or a provider; else the state of the link.',
  ),
  at: orNull(
    Type.String({
      format: 'date-time',
      description: 'Last sign-in, if known; or when the link was made or expired.',
    }),
  ),
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

const Inherited = Type.Integer({ minimum: 0 });
const DeletedAccountShape = shape('DeletedAccount', {
  userId: Id,
  ...externalIdReply,
  taskCount: Inherited,
  groupCount: Inherited,
  contestCount: Inherited,
});

const ofPlatform = 'an account that has an external id and is no admin';

/** Accounts, for admins. */
export function accountRoutes({ accounts, newAccounts, deleteAccount }: ApiParts): ApiRoutes {
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
            ...externalIdQuery,
          }),
          response: { 200: pageOf(AccountShape) },
        },
      },
      async ({ query }) => {
        const { text, role, disabled, externalId } = query;
        const page = await readPage(
          query,
          (window) => accounts.list({ text, role, disabled, externalId, ...window }),
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
        config: {
          access: 'admin',
          apiKey: 'sync',
          givesLastingAccess: ({ body }) => isMoreAccess(body as AccountChanges),
        },
        schema: {
          operationId: 'updateAccount',
          tags: ['people'],
          summary: 'Change the name or the role of an account, disable or enable it',
          description:
            'Disabling ends its sessions, from the next request on. You cannot disable or demote yourself. With an external id ' +
            'tokens of the platform for that person lead to this account. A token of a platform changes only `name` and ' +
            '`disabled: true`: else 403 `forbidden` (`trusted-token`); an API key only `disabled`, ' +
            `of ${ofPlatform}.`,
          params: AccountParams,
          headers: IfMatch,
          body: Type.Partial(
            object({
              name: PersonName,
              role: RoleName,
              disabled: Type.Boolean(),
              emailVerified: Type.Literal(true, {
                description:
                  'You confirm that the address belongs to the owner of the account. From now on it identifies them.',
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
        const others = Object.keys(changes).filter((name) => name !== 'disabled');
        if (principal.apiKeyId !== undefined && others.length > 0) {
          throw new LecternError('forbidden', 'API keys can only change "disabled". Sign in for the rest.');
        }
        const check = checkFor(principal);
        return toReply(await accounts.change(userId, changes, headers['if-match'], check));
      },
    );
    server.delete(
      '/accounts/:userId',
      {
        config: {
          access: 'admin',
          apiKey: 'sync',
          limit: { what: 'costly' },
          // Whoever deletes gets what the person owned, and keeps it.
          givesLastingAccess: (request) => !isDryRun(request),
        },
        schema: {
          operationId: 'deleteAccount',
          tags: ['people'],
          summary: 'Delete an account and all that names the person',
          description:
            'Their URLs, sessions and keys end; records keep the id. You become the owner of what only they owned or ran. Not for your own ' +
            `account, nor by tokens of a platform. By an API key only ${ofPlatform}.`,
          params: AccountParams,
          querystring: DryRunQuery,
          response: { 200: DeletedAccountShape, ...problems(404, 409) },
        },
      },
      async ({ principal, params: { userId }, query: { dryRun } }) => {
        const options = { heir: principal.id, dryRun, check: checkFor(principal) };
        const { account: _account, ...inherited } = await deleteAccount(userId, options);
        return { userId, ...inherited };
      },
    );
  };
}

/** Whether whoever can sign in to the account, or could, gets at more from then on. */
const isMoreAccess = ({ name, disabled, ...others }: AccountChanges) =>
  disabled === false || Object.keys(others).length > 0;

/** A program disables and deletes the people of its platform, and nobody who could take its key away. */
function checkFor({ apiKeyId }: Principal): (account: Account) => void {
  return ({ externalId, role }) => {
    if (apiKeyId === undefined || (externalId !== null && role !== 'admin')) return;
    throw new LecternError('forbidden', `API keys can only do this to ${ofPlatform}. Sign in.`);
  };
}

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
