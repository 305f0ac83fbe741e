import type { FastifyRequest } from 'fastify';
import type { TaskSnapshot } from '../../core/decide/task-snapshot.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import type { RouteAccess } from '../scopes/route-access.ts';

/** Who asks, and what was read with the session on a route that needs `readableTask`. */
interface Asking {
  readonly principal: Principal;
  readonly snapshot?: TaskSnapshot;
}

/**
 * Finds out who asks, and notes it on the request. For a task to be read, that and the task are one read.
 * @throws LecternError `unauthenticated`, and as `Credentials` do
 */
export type AuthenticateRequest = (request: FastifyRequest) => Promise<Principal>;

/** What does that for the routes which need an access. */
export function createAuthentication({
  authenticate,
  readTaskSnapshot,
}: Pick<ApiParts, 'authenticate' | 'readTaskSnapshot'>): (access: RouteAccess) => AuthenticateRequest {
  async function ofSession({ headers, ip }: FastifyRequest): Promise<Asking | undefined> {
    const principal = await authenticate(headers, ip);
    return principal && { principal };
  }

  async function ofTask({ headers, params, ip }: FastifyRequest): Promise<Asking | undefined> {
    const snapshot = await readTaskSnapshot(headers, (params as { taskId: string }).taskId, ip);
    return snapshot && { principal: snapshot.principal, snapshot };
  }

  return (access) => {
    const isForTask = typeof access === 'object' && access.readableTask !== undefined;
    const readAsking = isForTask ? ofTask : ofSession;
    return async (request) => {
      const asking = await readAsking(request);
      if (!asking) throw unauthenticated();
      request.setDecorator('principal', asking.principal);
      request.setDecorator('snapshot', asking.snapshot);
      return asking.principal;
    };
  };
}
