import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ApiParts } from '../api-parts.ts';
import { passwordRoutes } from './passwords.ts';
import { signInRoutes } from './sign-in.ts';

/** Strangers may send these bodies. */
const maxBodyBytes = 4 * 1024;

/**
 * What of better-auth is served; nothing else of it has an address here. Its answers pass through, and its refusals
 * become problem details.
 */
export function authRoutes(parts: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.addHook('onRoute', (route) => {
      route.bodyLimit = maxBodyBytes;
    });
    await server.register(signInRoutes(parts));
    await server.register(passwordRoutes(parts));
  };
}
