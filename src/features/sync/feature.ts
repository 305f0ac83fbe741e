import type { Feature } from '../feature.ts';

/** Lets a platform synchronise tasks, groups, contests and their lists. */
export const sync: Feature = {
  name: 'sync',
  async open(host) {
    const { putEntityRoutes } = await import('./put-entity-routes.ts');
    const { putListRoutes } = await import('./put-list-routes.ts');
    const { removeDeletedRoutes } = await import('./remove-deleted-routes.ts');
    return { http: { routes: [putEntityRoutes(host), putListRoutes(host), removeDeletedRoutes(host)] } };
  },
};
