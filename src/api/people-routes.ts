import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { Addition, PeopleFound, PeoplePage, Person } from '../database/people-list.ts';
import { canonicalEmail } from '../domain/accounts/account-fields.ts';
import type { Edit } from '../revocation/dry-run.ts';
import type { ApiParts } from './api-parts.ts';
import { type ApiScope, type Authorized, type OperationTexts, plainScope } from './api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost } from './dry-run.ts';
import { lookUpLimit } from './find-accounts.ts';
import { type PeopleQuery, peoplePageOf, readPeople } from './people-page.ts';
import { type ProblemStatus, problems } from './problem-replies.ts';
import { type FoundPlaces, placeOf, type Removal, removalRoute } from './removal-route.ts';
import { Emails, Id, type IfMatch, listBodyBytes } from './schemas.ts';
import type { RouteAccess } from './scopes/route-access.ts';
import type { ScopeName, ScopeRoles } from './scopes/scopes.ts';
import { object } from './shapes.ts';

type AccessBy<Scope extends ScopeName> = RouteAccess & { readonly [Name in Scope]: ScopeRoles[Name] };
/** The caller, and the group, contest or task. */
type ScopedRequest<Scope extends ScopeName> = Authorized<AccessBy<Scope>>;
type Addressed<Fields extends Record<string, TSchema>> = Static<TObject<Fields>> & {
  readonly emails: ReadonlyArray<string>;
};

/** Fields of the reply to a list of addresses. */
const additionReply = {
  added: Type.Integer({ minimum: 0, description: 'How many people were added.' }),
  alreadyThere: Type.Integer({
    minimum: 0,
    description: 'How many people were there already; they are unchanged.',
  }),
  unknown: Type.Array(Type.String(), {
    description: 'Addresses without an account; the others are added.',
  }),
  unverified: Type.Array(Type.String(), {
    description: 'Addresses of accounts that have not verified them; these people are not added.',
  }),
};

const PersonParams = object({ userId: Id });

/** Adds the operations on the people of a group, contest or task. Each has its texts, and what only this list does. */
export function peopleRoutes<
  Scope extends ScopeName,
  Found extends Person,
  Reply extends TObject,
  Fields extends Record<string, TSchema>,
  Changes extends TSchema,
  OwnSort extends string = never,
>(
  server: ApiScope,
  { accounts, runChange }: Pick<ApiParts, 'accounts' | 'runChange'>,
  people: {
    /** Of the list, such as `/groups/:groupId/members`. */
    readonly path: string;
    readonly readAccess: AccessBy<Scope>;
    readonly changeAccess: AccessBy<Scope>;
    /** The schema of a person. */
    readonly person: Reply;
    toReplies(
      people: ReadonlyArray<Found>,
      request: ScopedRequest<Scope>,
    ): Promise<ReadonlyArray<Static<Reply>>>;
    readonly list: OperationTexts & {
      readonly querystring: PeopleQuery<OwnSort>;
      read(request: ScopedRequest<Scope>, page: PeoplePage<OwnSort>): Promise<PeopleFound<Found>>;
    };
    /** Adds people by e-mail address, each once. */
    readonly add: OperationTexts & {
      /** Name of the list in the reply; empty in a dry run, which shows no names for addresses. */
      readonly name: string;
      /** Of the request, besides the addresses. */
      readonly fields: Fields;
      add(
        request: ScopedRequest<Scope>,
        userIds: ReadonlyArray<string>,
        values: Omit<Addressed<Fields>, 'emails'>,
      ): Edit<Addition<Found>>;
    };
    readonly get?: OperationTexts & { find(request: ScopedRequest<Scope>, userId: string): Promise<Found> };
    readonly patch?: OperationTexts & {
      readonly headers?: typeof IfMatch;
      readonly body: Changes;
      readonly refusals: ReadonlyArray<ProblemStatus>;
      change(
        request: ScopedRequest<Scope> & { headers: Static<typeof IfMatch> },
        userId: string,
        changes: Static<Changes>,
      ): Edit<Found> | Promise<Edit<Found>>;
    };
    readonly remove: OperationTexts & {
      readonly refusals?: ReadonlyArray<ProblemStatus>;
      removal(request: ScopedRequest<Scope>, userId: string): Removal | Promise<Removal>;
    };
  },
): void {
  type RequestForOne = ScopedRequest<Scope> & { params: Static<typeof PersonParams> };
  const { path, readAccess, changeAccess, person, toReplies } = people;
  const routes = plainScope(server);
  const personPath = `${path}/:userId`;
  const changeConfig = { access: changeAccess, apiKey: 'sync', cost: dryRunCost } as const;
  type Changing = FoundPlaces & { query: Static<typeof DryRunQuery> };
  const toReply = async (request: ScopedRequest<Scope>, found: Found) =>
    (await toReplies([found], request))[0];

  const { read, ...list } = people.list;
  routes.get(
    path,
    {
      config: { access: readAccess, cost: 'page' },
      schema: { ...list, response: { 200: peoplePageOf(person) } },
    },
    async (request: ScopedRequest<Scope> & { query: Parameters<typeof readPeople<Found, OwnSort>>[0] }) => {
      const page = await readPeople(request.query, (window) => read(request, window));
      return { ...page, items: await toReplies(page.items, request) };
    },
  );

  const { name, fields, add, ...addition } = people.add;
  routes.post(
    path,
    {
      bodyLimit: listBodyBytes,
      config: { ...changeConfig, limit: lookUpLimit },
      schema: {
        ...addition,
        querystring: DryRunQuery,
        body: object({ emails: Emails, ...fields }),
        response: { 200: object({ [name]: Type.Array(person), ...additionReply, ...accessTold }) },
      },
    },
    async (request: ScopedRequest<Scope> & Changing & { body: Addressed<Fields> }) => {
      const { emails, ...values } = request.body;
      const wanted = [...new Set(emails.map(canonicalEmail))];
      const { found, unverified } = await accounts.findByEmails(wanted);
      const edit = await add(
        request,
        found.map(({ id }) => id),
        values,
      );
      const { result, ...told } = await runChange(edit, placeOf(request));
      const { people, added } = result;
      const known = new Set([...found.map(({ email }) => email), ...unverified]);
      const unknown = wanted.filter((email) => !known.has(email));
      const alreadyThere = people.length - added;
      const shown = request.query.dryRun ? [] : await toReplies(people, request);
      return { [name]: shown, added, alreadyThere, unknown, unverified, ...told };
    },
  );

  if (people.get) {
    const { find, ...get } = people.get;
    routes.get(
      personPath,
      {
        config: { access: readAccess, cost: 'light' },
        schema: { ...get, params: PersonParams, response: { 200: person } },
      },
      async (request: RequestForOne) => toReply(request, await find(request, request.params.userId)),
    );
  }

  if (people.patch) {
    const { change, refusals, ...patch } = people.patch;
    const changed = object({ ...person.properties, ...accessTold });
    const response = { 200: changed, ...problems(...refusals) };
    routes.patch(
      personPath,
      {
        config: changeConfig,
        schema: { ...patch, querystring: DryRunQuery, params: PersonParams, response },
      },
      async (
        request: RequestForOne & Changing & { headers: Static<typeof IfMatch>; body: Static<Changes> },
      ) => {
        const edit = await change(request, request.params.userId, request.body);
        const { result, ...told } = await runChange(edit, placeOf(request));
        return { ...(await toReply(request, result)), ...told };
      },
    );
  }

  const { removal, ...remove } = people.remove;
  removalRoute(server, runChange, personPath, {
    config: { access: changeAccess, apiKey: 'sync' },
    params: PersonParams,
    ...remove,
    removal: (request) => removal(request, request.params.userId),
  });
}
