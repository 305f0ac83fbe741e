import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { createWriteCalendar } from './calendar.ts';
import { createCalendarLinks } from './calendar-links.ts';
import { calendarLinkRoutes, calendarRoutes } from './calendar-routes.ts';

export type CalendarParts = ReturnType<typeof openCalendar>;

export function openCalendar(core: Core) {
  return { calendarLinks: createCalendarLinks(core), writeCalendar: createWriteCalendar(core) };
}

export function open(core: Core): Additions {
  const parts = openCalendar(core);
  return {
    routes: [calendarLinkRoutes(parts)],
    publicRoutes: [{ prefix: '/api/v1', routes: calendarRoutes(parts) }],
  };
}
