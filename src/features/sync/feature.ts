import { from } from '../../lib/profile.ts';
import type { Feature } from '../feature.ts';

/** Lets a platform synchronise tasks, groups, contests and their lists. */
export const sync: Feature = {
  name: 'sync',
  async open(host) {
    const { putContainerRoutes, putTaskRoutes } = await import('./put-entity-routes.ts');
    const { putListRoutes } = await import('./put-list-routes.ts');
    const { removeDeletedRoutes } = await import('./remove-deleted-routes.ts');
    const lists = [putContainerRoutes(host), putListRoutes(host), removeDeletedRoutes(host)];
    return { http: { routes: [putTaskRoutes(host), ...from('platform', host.profile, ...lists)] } };
  },
};
