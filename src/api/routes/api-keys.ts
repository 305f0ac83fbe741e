import { type Static, type TSchema, Type } from 'typebox';
import { type ApiKey, apiKeyRevocation } from '../../domain/accounts/api-keys.ts';
import { limitedScopes, maxKeyNetworks, maxKeyTasks } from '../../domain/accounts/key-limits.ts';
import { apiKeyScopes } from '../../domain/accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { fromIsoTimes, toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { removalRoute } from '../removal-route.ts';
import { Id, listBodyBytes, listedExternalIdsOf, PersonName, Time } from '../schemas.ts';
import { object, oneOf, orNull, shape } from '../shapes.ts';

const Scopes = Type.Array(
  oneOf(
    'ApiKeyScope',
    apiKeyScopes,
    'read: GET; sync: change tasks and people; grant: issue URLs; upload: PDFs.',
  ),
  { minItems: 1, maxItems: apiKeyScopes.length, uniqueItems: true },
);

const limits = {
  networks: orNull(Type.Array(Type.String())),
  taskIds: orNull(Type.Array(Id)),
  groupIds: orNull(Type.Array(Id)),
  ...listedExternalIdsOf('task', 'group'),
};

const ApiKeyShape = shape('ApiKey', {
  id: Id,
  name: Type.String(),
  scopes: Scopes,
  ...limits,
  createdAt: Time,
  expiresAt: orNull(Time),
  revokedAt: orNull(Time),
  lastUsedAt: orNull(Time),
});

/** An empty list is refused later: it could mean nothing or everything. */
const listOf = <Item extends TSchema>(item: Item, maxItems: number, options: object = {}) =>
  Type.Optional(orNull(Type.Array(item, { maxItems, ...options })));

const NewKey = shape('NewApiKey', {
  name: PersonName,
  scopes: Scopes,
  networks: listOf(Type.String({ maxLength: 49 }), maxKeyNetworks, {
    description: 'The key is accepted only from these IP addresses and CIDR ranges.',
  }),
  taskIds: listOf(Id, maxKeyTasks, {
    description:
      'The key reaches only these tasks and those of `groupIds`; others do not exist for it. For the scopes ' +
      `${limitedScopes.join(', ')}.`,
  }),
  groupIds: listOf(Id, maxKeyTasks),
  expiresAt: Type.Optional(orNull(Time)),
});

const IssuedKey = shape('IssuedApiKey', {
  ...ApiKeyShape.properties,
  key: Type.String({ description: 'Send it as a bearer token. Shown only once.' }),
});

/** Keys for programs, for admins. */
export function apiKeyRoutes({ apiKeys, runChange }: ApiParts): ApiRoutes {
  return tagged('platforms', (server) => {
    server.get(
      '/api-keys',
      {
        config: { access: 'admin', apiKey: 'none', cost: 'page' },
        schema: {
          operationId: 'listApiKeys',
          summary: 'List API keys',
          description:
            'For admins. Oldest first, without the secrets. Revoked and expired keys stay in the list.',
          querystring: PageQuery,
          response: { 200: pageOf(ApiKeyShape) },
        },
      },
      async ({ query }) => {
        const page = await readPage(query, apiKeys.list, 'id');
        return mapPage(page, toKeyReply);
      },
    );
    server.post(
      '/api-keys',
      {
        bodyLimit: listBodyBytes,
        config: { access: 'admin', idempotent: true, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'createApiKey',
          summary: 'Create an API key',
          description: 'For admins. The key is shown only once; Lectern stores its hash.',
          body: NewKey,
          response: { 201: IssuedKey },
        },
      },
      async ({ principal, body: { expiresAt = null, ...fields } }, reply) => {
        const draft = { ...fields, ...fromIsoTimes({ expiresAt }) };
        const { key, ...made } = await apiKeys.create(draft, principal.id);
        return reply.code(201).send({ ...toKeyReply(made), key });
      },
    );
    removalRoute(server, runChange, '/api-keys/:apiKeyId', {
      config: { access: 'admin' },
      operationId: 'revokeApiKey',
      summary: 'Revoke an API key',
      description:
        'For admins. Effective immediately. Also revokes signed URLs that the key requested, where the file storage allows it.',
      params: object({ apiKeyId: Id }),
      refusals: [404],
      removal: ({ params }) => ({ edit: apiKeyRevocation(params.apiKeyId) }),
    });
  });
}

function toKeyReply(key: ApiKey): Static<typeof ApiKeyShape> {
  const { scopes, networks, taskIds, groupIds, ...rest } = key;
  return {
    ...toIsoTimes(rest),
    scopes: [...scopes],
    networks: networks && [...networks],
    taskIds: taskIds && [...taskIds],
    groupIds: groupIds && [...groupIds],
  };
}
