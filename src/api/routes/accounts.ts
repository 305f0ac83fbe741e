import { type Static, Type } from 'typebox';
import { emailSources } from '../../database/account-tables.ts';
import { findPage, type Page } from '../../database/paging.ts';
import { type Account, type AccountChanges, accountTag } from '../../domain/accounts/account.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { type SignInState, signInStates } from '../../domain/accounts/sign-in-states.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { DryRunQuery, isDryRun } from '../dry-run.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../page.ts';
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
  'Who provided the address or last verified it; absent if unknown.',
);

const AccountSignIn = shape('AccountSignIn', {
  state: oneOf(
    'SignInState',
    signInStates,
    'signs-in: has a password or a provider; else the state of the setup link.',
  ),
  at: orNull(
    Type.String({
      format: 'date-time',
      description: 'Last sign-in, if known; else when the link was made or expired.',
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
  disabled: Type.Boolean({ description: 'The account cannot sign in or read anything.' }),
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

const ofPlatform = 'accounts that have an external id and are not admins';

/** Accounts, for admins. */
export function accountRoutes({ accounts, newAccounts, deleteAccount }: ApiParts): ApiRoutes {
  const toReply = async (account: Account) =>
    toAccountReply(account, await accounts.signInStates([account.id]));

  return tagged('people', (server) => {
    server.get(
      '/accounts',
      {
        config: { access: 'admin', cost: 'page' },
        schema: {
          operationId: 'listAccounts',
          summary: 'List accounts',
          description: 'For admins. Ordered by e-mail address.',
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
        const read = (window: Page) => accounts.list({ text, role, disabled, externalId, ...window });
        const page = await readFoundPage(query, (window) =>
          findPage(window, read, (account) => account.email ?? account.unverifiedEmail ?? account.id),
        );
        const states = await accounts.signInStates(page.items.map(({ id }) => id));
        return mapPage(page, (account) => toAccountReply(account, states));
      },
    );
    server.post(
      '/accounts',
      {
        config: { access: 'admin', idempotent: true, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'createAccount',
          summary: 'Create an account, and a link to set its password',
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
        config: { access: 'admin', cost: 'light' },
        schema: {
          operationId: 'getAccount',
          summary: 'Get an account',
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
          cost: 'change',
        },
        schema: {
          operationId: 'updateAccount',
          summary: 'Change, disable or enable an account',
          description:
            'For admins. Disabling ends its sessions immediately. You cannot disable or demote yourself. Once it has an external id, ' +
            'trusted tokens for that person sign in to this account. Trusted tokens can only change `name` and set `disabled: true`, else 403 ' +
            `\`forbidden\` (\`trusted-token\`); API keys can only change \`disabled\`, of ${ofPlatform}.`,
          params: AccountParams,
          headers: IfMatch,
          body: Type.Partial(
            object({
              name: PersonName,
              role: RoleName,
              disabled: Type.Boolean(),
              emailVerified: Type.Literal(true, {
                description:
                  'Confirms that the address belongs to the owner of the account. It identifies them from now on.',
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
          throw new LecternError(
            'forbidden',
            'API keys can only change "disabled". Sign in to change other fields.',
          );
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
          // The caller inherits what the person owned, and keeps it.
          givesLastingAccess: (request) => !isDryRun(request),
          cost: 'change',
        },
        schema: {
          operationId: 'deleteAccount',
          summary: 'Delete an account and all data that names the person',
          description:
            'For admins. Their URLs, sessions and keys end; records keep the id. You become the owner of what only they owned or ran. You ' +
            `cannot delete your own account. Trusted tokens are refused; API keys can only delete ${ofPlatform}.`,
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
  });
}

/** Whether the change gives more access to anyone who can sign in to the account. */
const isMoreAccess = ({ name, disabled, ...others }: AccountChanges) =>
  disabled === false || Object.keys(others).length > 0;

/** A program may disable and delete people of its platform, but no admin, who could revoke its key. */
function checkFor({ apiKeyId }: Principal): (account: Account) => void {
  return ({ externalId, role }) => {
    if (apiKeyId === undefined || (externalId !== null && role !== 'admin')) return;
    throw new LecternError('forbidden', `API keys can only do this to ${ofPlatform}. Sign in instead.`);
  };
}

/** Keeps an admin who can undo the change. */
function assertStaysAdmin({ role = 'admin', disabled = false }: AccountChanges): void {
  if (role === 'admin' && !disabled) return;
  throw conflict('own-account', 'You cannot disable or demote yourself. Ask another admin.');
}

function toAccountReply(
  { id, emailSource, ...account }: Account,
  signInStateOf: (userId: string) => SignInState,
): Static<typeof AccountShape> {
  const source = emailSource === null ? {} : { emailSource };
  return { userId: id, ...account, ...source, signIn: signInStateOf(id), etag: accountTag(account) };
}
