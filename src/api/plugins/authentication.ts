import type { FastifyRequest } from 'fastify';
import type { TaskSnapshot } from '../../core/decide/task-snapshot.ts';
import { unauthenticated } from '../../domain/accounts/authenticate.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import type { RouteAccess } from '../scopes/route-access.ts';

/** The caller and, on routes that need `readableTask`, the snapshot that was read with the session. */
interface Asking {
  readonly principal: Principal;
  readonly snapshot?: TaskSnapshot;
}

/**
 * Authenticates the caller, and sets `principal` on the request. Routes that need `readableTask` read both together.
 * @throws LecternError `unauthenticated`, and what `Credentials` throw
 */
export type AuthenticateRequest = (request: FastifyRequest) => Promise<Principal>;

/** Returns the authentication for routes with this access. */
export function createAuthentication({
  authenticate,
  readTaskSnapshot,
}: Pick<ApiParts, 'authenticate' | 'readTaskSnapshot'>): (access: RouteAccess) => AuthenticateRequest {
  async function ofSession({ headers, client }: FastifyRequest): Promise<Asking | undefined> {
    const principal = await authenticate(headers, client);
    return principal && { principal };
  }

  async function ofTask({ headers, params, client }: FastifyRequest): Promise<Asking | undefined> {
    const snapshot = await readTaskSnapshot(headers, (params as { taskId: string }).taskId, client);
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
