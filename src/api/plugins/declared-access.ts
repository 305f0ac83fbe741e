import type { FastifyInstance, FastifyPluginAsync, RouteOptions } from 'fastify';

/** Keeps a server from starting while one of its routes does not say in `config.access` who may call it. */
export function requireDeclaredAccess(server: FastifyInstance): void {
  const routes: Array<RouteOptions> = [];
  server.addHook('onRoute', (route) => void routes.push(route));
  server.addHook('onReady', async () => {
    const silent = routes.filter(({ config }) => config?.access === undefined);
    if (silent.length === 0) return;
    const names = silent.map(({ method, url }) => `${method} ${url}`);
    throw new Error(`These routes do not say who may call them: ${names.join(', ')}.`);
  });
}

/** Routes for everybody, also without a session. */
export function publicRoutes(addRoutes: FastifyPluginAsync): FastifyPluginAsync {
  return async (scope, options) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await addRoutes(scope, options);
  };
}
