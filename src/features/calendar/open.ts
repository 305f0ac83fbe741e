import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { calendarLinkRoutes, calendarRoutes } from './calendar-routes.ts';
import { openCalendar } from './parts.ts';

export function open(core: Core): Additions {
  const parts = openCalendar(core);
  return {
    routes: [calendarLinkRoutes(parts)],
    publicRoutes: [{ prefix: '/api/v1', routes: calendarRoutes(parts) }],
  };
}
