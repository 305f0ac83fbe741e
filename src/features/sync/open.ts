import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { putEntityRoutes } from './put-entity-routes.ts';
import { putListRoutes } from './put-list-routes.ts';
import { createSynchronisation } from './synchronisation.ts';

export function open(core: Core): Additions {
  const synchronisation = createSynchronisation(core);
  return { routes: [putEntityRoutes(synchronisation), putListRoutes(synchronisation)] };
}
