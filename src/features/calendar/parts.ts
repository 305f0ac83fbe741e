import type { Core } from '../../core/open-core.ts';
import { createWriteCalendar } from './calendar.ts';
import { createCalendarLinks } from './calendar-links.ts';

export type CalendarParts = ReturnType<typeof openCalendar>;

export const openCalendar = (core: Core) => ({
  calendarLinks: createCalendarLinks(core),
  writeCalendar: createWriteCalendar(core),
});
