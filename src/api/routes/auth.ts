import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { from } from '../../lib/profile.ts';
import type { ApiParts } from '../api-parts.ts';
import { passwordRoutes } from './passwords.ts';
import { signInRoutes, signOutRoutes } from './sign-in.ts';

/** Anyone may send these bodies. */
const maxBodyBytes = 4 * 1024;

/**
 * The only endpoints of better-auth that are served. Its responses pass through, and its refusals become problem
 * details.
 */
export function authRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.bodyLimit = maxBodyBytes;
    });
    await server.register(signOutRoutes(parts));
    for (const routes of from('course', parts.profile, signInRoutes(parts), passwordRoutes(parts))) {
      await server.register(routes);
    }
  };
}
