import type { FastifyReply } from 'fastify';
import type { Static, TObject } from 'typebox';
import type { RunChange } from '../core/decide/lost-access.ts';
import type { ToldTo } from '../core/decide/lost-access-query.ts';
import type { ApiKeyScope } from '../domain/accounts/principal.ts';
import type { Edit } from '../revocation/dry-run.ts';
import { type ApiScope, type Authorized, type OperationTexts, plainScope } from './api-routes.ts';
import { DryRunQuery, dryRunCost, losesAccess } from './dry-run.ts';
import { type ProblemStatus, problems } from './problem-replies.ts';
import { Empty, type IfMatch } from './schemas.ts';
import type { RouteAccess } from './scopes/route-access.ts';
import type { FoundInScopes } from './scopes/scopes.ts';
import { shape } from './shapes.ts';

/** A change that removes something; `leaving` names the person whom it takes out of the group or contest. */
export interface Removal extends Pick<ToldTo, 'leaving'> {
  readonly edit: Edit<unknown>;
}

type RemovalRequest<Access, Params extends TObject> = Authorized<Access> & {
  readonly params: Static<Params>;
  readonly headers: Static<typeof IfMatch>;
};
type FoundPlaces = Partial<Pick<FoundInScopes, 'contest' | 'group' | 'task'>>;

interface RemovalRoute<Access extends RouteAccess, Params extends TObject> extends OperationTexts {
  readonly config: { readonly access: Access; readonly apiKey?: ApiKeyScope };
  readonly params?: Params;
  readonly headers?: typeof IfMatch;
  /** Statuses of refusals beyond those of its access. */
  readonly refusals?: ReadonlyArray<ProblemStatus>;
  removal(request: RemovalRequest<Access, Params>): Removal | Promise<Removal>;
}

const Tried = shape('TriedRemoval', losesAccess);

/**
 * Adds the DELETE of something. It replies 204; in a dry run 200, with those who would lose access to what they get through the contest,
 * group or task of the route.
 */
export function removalRoute<const Access extends RouteAccess, Params extends TObject>(
  server: ApiScope,
  runChange: RunChange,
  url: string,
  { config, refusals = [], removal, ...described }: RemovalRoute<Access, Params>,
): void {
  const response = { 200: Tried, 204: Empty, ...problems(...refusals) };
  plainScope(server).delete(
    url,
    {
      config: { ...config, cost: dryRunCost },
      schema: { ...described, querystring: DryRunQuery, response },
    },
    async (
      request: RemovalRequest<Access, Params> & FoundPlaces & { query: Static<typeof DryRunQuery> },
      reply: FastifyReply,
    ) => {
      const { edit, leaving } = await removal(request);
      const { principal: asker, contest, group, task, query } = request;
      const place = { contestId: contest?.id, groupId: group?.id, taskId: task?.id, leaving };
      const { losesAccess } = await runChange(edit, { ...query, asker, ...place });
      return losesAccess ? reply.code(200).send({ losesAccess }) : reply.code(204).send(null);
    },
  );
}
