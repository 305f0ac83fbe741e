import { Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { accessTold, DryRunQuery } from '../../api/dry-run.ts';
import { problems } from '../../api/problem-replies.ts';
import { ExternalId, Id, timeForm } from '../../api/schemas.ts';
import { object, oneOf, shape } from '../../api/shapes.ts';
import { parseIsoTime } from '../../lib/clock.ts';
import { Count, longListBytes, type SyncParts } from './put-requests.ts';
import {
  deletedRemoval,
  findDeleted,
  maxUnasked,
  maxUnaskedShare,
  removedPerStep,
  syncedKinds,
} from './remove-deleted.ts';

/** Some 50 bytes for each fit into the body. */
const maxExternalIds = 100_000;

const query = {
  ...DryRunQuery.properties,
  maxRemoved: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: maxExternalIds,
      description:
        `How many may be removed, over all repetitions; more is refused with 409 \`would-remove\`. Default: ${maxUnasked}, or ` +
        `${100 * maxUnaskedShare} % if that is more, but never all.`,
    }),
  ),
};
const Body = shape('ExternalIdsToPut', {
  externalIds: Type.Array(ExternalId, {
    maxItems: maxExternalIds,
    description: 'The external ids of all that your platform has, without `ext:`.',
  }),
  listedAt: Type.String({
    ...timeForm,
    description: 'When your platform began to list them. What was created in Lectern since then stays.',
  }),
  apiKeyIds: Type.Optional(
    Type.Array(Id, {
      maxItems: 20,
      description: 'Other API keys of your platform, also removed ones: what they have put is yours too.',
    }),
  ),
});
const Reply = shape('PutExternalIds', {
  removed: Type.Integer({ minimum: 0, description: 'How many this request removed.' }),
  remaining: Type.Integer({
    minimum: 0,
    description: 'How many are still to be removed: repeat the request until it is 0.',
  }),
  kept: Count,
  missing: Type.Integer({ minimum: 0, description: 'Ids in the list that Lectern does not have.' }),
  others: Type.Integer({
    minimum: 0,
    description: 'With other external ids, but put only by keys that you did not name. They stay.',
  }),
  removals: Type.Array(object({ externalId: Type.String(), name: Type.String() }), {
    maxItems: removedPerStep,
    description: 'What this request removed.',
  }),
  ...accessTold,
});

/** Removes what a platform has deleted, so that its runs end every difference. */
export function removeDeletedRoutes({ database: { kysely }, runChange }: SyncParts): ApiRoutes {
  return (server) => {
    server.put(
      '/sync/:kind',
      {
        bodyLimit: longListBytes,
        config: { access: 'program', apiKey: 'sync', cost: 'export' },
        schema: {
          operationId: 'putExternalIds',
          tags: ['platforms'],
          summary: 'Remove the tasks, groups or contests that your platform has deleted',
          description:
            'Removes what the key has put and the list does not name. What has no external id stays, and what only other keys have ' +
            `put. A request removes at most ${removedPerStep}, oldest first.`,
          params: object({ kind: oneOf('SyncedKind', syncedKinds, 'What to compare with the list.') }),
          querystring: object(query),
          body: Body,
          response: { 200: Reply, ...problems(404, 409) },
        },
      },
      async ({ principal, params: { kind }, query: { maxRemoved, dryRun }, body }) => {
        const remaining = {
          ...{ kind, maxRemoved },
          externalIds: new Set(body.externalIds.map(String)),
          listedAtMs: parseIsoTime(body.listedAt),
          apiKeyIds: [principal.id, ...(body.apiKeyIds ?? [])],
        };
        const { deleted, ...counts } = await findDeleted(kysely, remaining);
        const some = deleted.slice(0, removedPerStep);
        const removal = deletedRemoval(remaining, some);
        const { result, ...told } = await runChange(removal, { dryRun, asker: principal });
        return {
          ...counts,
          removed: result.length,
          remaining: deleted.length - some.length,
          removals: result.map(({ externalId, name }) => ({ externalId, name })),
          ...told,
        };
      },
    );
  };
}
