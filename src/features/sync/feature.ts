import type { Feature } from '../feature.ts';

/** Puts tasks, groups, contests and their lists as a platform has them. */
export const sync: Feature = {
  name: 'sync',
  async open(host) {
    const { putEntityRoutes } = await import('./put-entity-routes.ts');
    const { putListRoutes } = await import('./put-list-routes.ts');
    return {
      routes: [putEntityRoutes(host), putListRoutes(host)],
    };
  },
};
