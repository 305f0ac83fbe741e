import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TaskSnapshot } from '../../access/task-snapshot.ts';
import { unauthenticated } from '../../accounts/authenticate.ts';
import type { Principal } from '../../accounts/principal.ts';
import type { ApiParts } from '../api-parts.ts';
import { accessOf } from '../scopes/route-access.ts';

/** Who asks, and what was read with the session on a route that needs `readableTask`. */
interface Asking {
  readonly principal: Principal;
  readonly snapshot?: TaskSnapshot;
}

/** Finds out who asks, and refuses who has no session. For a task to be read, that and the task are one read. */
export function authenticateRequests(
  server: FastifyInstance,
  { authenticate, readTaskSnapshot }: Pick<ApiParts, 'authenticate' | 'readTaskSnapshot'>,
): void {
  async function readAsking(request: FastifyRequest): Promise<Asking | undefined> {
    const access = accessOf(request);
    if (typeof access === 'object' && access.readableTask !== undefined) {
      const { taskId } = request.params as { taskId: string };
      const snapshot = await readTaskSnapshot(request.headers, taskId);
      return snapshot && { principal: snapshot.principal, snapshot };
    }
    const principal = await authenticate(request.headers);
    return principal && { principal };
  }

  server.decorateRequest('principal');
  server.decorateRequest('snapshot');
  server.addHook('onRequest', async (request) => {
    const asking = await readAsking(request);
    if (!asking) throw unauthenticated();
    request.setDecorator('principal', asking.principal);
    request.setDecorator('snapshot', asking.snapshot);
  });
}
