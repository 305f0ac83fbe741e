import type { FastifyReply } from 'fastify';
import type { Static, TObject } from 'typebox';
import type { RunChange } from '../core/decide/lost-access.ts';
import type { ToldTo } from '../core/decide/lost-access-query.ts';
import type { ApiKeyScope, Principal } from '../domain/accounts/principal.ts';
import type { Edit } from '../revocation/dry-run.ts';
import { type ApiScope, type Authorized, type OperationTexts, plainScope } from './api-routes.ts';
import { accessTold, DryRunQuery, dryRunCost } from './dry-run.ts';
import { type ProblemStatus, problems } from './problem-replies.ts';
import { Empty, type IfMatch } from './schemas.ts';
import type { RouteAccess } from './scopes/route-access.ts';
import type { FoundInScopes } from './scopes/scopes.ts';
import { shape } from './shapes.ts';

/** A change that removes something. */
export interface Removal extends Pick<ToldTo, 'pdf'> {
  readonly edit: Edit<unknown>;
}

type RemovalRequest<Access, Params extends TObject> = Authorized<Access> & {
  readonly params: Static<Params>;
  readonly headers: Static<typeof IfMatch>;
};
/** What the scopes of a route may have found. */
export type FoundPlaces = Partial<Pick<FoundInScopes, 'contest' | 'group' | 'task'>>;

interface RemovalRoute<Access extends RouteAccess, Params extends TObject> extends OperationTexts {
  readonly config: { readonly access: Access; readonly apiKey?: ApiKeyScope };
  readonly params?: Params;
  readonly headers?: typeof IfMatch;
  /** Statuses of refusals beyond those of its access. */
  readonly refusals?: ReadonlyArray<ProblemStatus>;
  removal(request: RemovalRequest<Access, Params>): Removal | Promise<Removal>;
}

export const Tried = shape('TriedChange', accessTold);

/** The options of `runChange` for a request. */
export const placeOf = ({
  principal: asker,
  contest,
  query,
}: FoundPlaces & { readonly principal: Principal; readonly query: Static<typeof DryRunQuery> }) => ({
  ...query,
  asker,
  contestId: contest?.id,
});

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
      const { edit, ...others } = await removal(request);
      const { result: _none, ...told } = await runChange(edit, { ...placeOf(request), ...others });
      return request.query.dryRun ? reply.code(200).send(told) : reply.code(204).send(null);
    },
  );
}
