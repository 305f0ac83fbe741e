import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { putEntityRoutes } from './put-entity-routes.ts';
import { putListRoutes } from './put-list-routes.ts';

export const open = ({ revocations }: Core): Additions => ({
  routes: [putEntityRoutes(revocations), putListRoutes(revocations)],
});
