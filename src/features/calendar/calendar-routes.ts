import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type ApiRoutes, tagged } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty, Time } from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import { isoTime } from '../../lib/clock.ts';
import { ownLanguages } from '../../lib/own-languages.ts';
import type { WriteCalendar } from './calendar.ts';
import type { CalendarLinks } from './calendar-links.ts';

interface CalendarParts {
  readonly calendarLinks: CalendarLinks;
  readonly writeCalendar: WriteCalendar;
}

const CalendarLink = shape('CalendarLink', {
  createdAt: orNull(Type.String({ format: 'date-time', description: 'Null if there is no link.' })),
});
const NewCalendarLink = shape('NewCalendarLink', {
  url: Type.String({
    format: 'uri',
    description:
      'Link for a calendar app. Shown only once. Anyone with the link can read the calendar, and nothing else.',
  }),
  createdAt: Time,
});
const CalendarLanguageName = oneOf(
  'CalendarLanguage',
  ownLanguages,
  'Language of the texts of the calendar.',
);

export function calendarLinkRoutes({ calendarLinks }: Pick<CalendarParts, 'calendarLinks'>): ApiRoutes {
  return tagged('account', (server) => {
    server.get(
      '/me/calendar-link',
      {
        config: { access: 'signed-in', cost: 'light' },
        schema: {
          operationId: 'getCalendarLink',
          summary: 'Check whether you have a calendar link',
          description: 'The link itself is shown only when it is created.',
          response: { 200: CalendarLink },
        },
      },
      async ({ principal }) => {
        const link = await calendarLinks.find(principal.id);
        return { createdAt: link ? isoTime(link.createdAt) : null };
      },
    );
    server.put(
      '/me/calendar-link',
      {
        config: { access: 'signed-in', givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'putCalendarLink',
          summary: 'Create a calendar link; an earlier one stops working',
          description:
            'Anyone with the link sees in a calendar app what opens for you, without signing in. Shown only once.',
          body: object({ language: CalendarLanguageName }),
          response: { 200: NewCalendarLink },
        },
      },
      async ({ principal, body }) => {
        const { url, createdAt } = await calendarLinks.renew(principal.id, body.language);
        return { url, createdAt: isoTime(createdAt) };
      },
    );
    server.delete(
      '/me/calendar-link',
      {
        config: { access: 'signed-in', cost: 'change' },
        schema: {
          operationId: 'deleteCalendarLink',
          summary: 'Delete your calendar link',
          description: 'Calendar apps that use the link get 404 from now on.',
          response: { 204: Empty },
        },
      },
      async ({ principal }, reply) => {
        await calendarLinks.revoke(principal.id);
        return reply.code(204).send(null);
      },
    );
  });
}

/** The calendar, for anyone who has its link. */
export function calendarRoutes({ calendarLinks, writeCalendar }: CalendarParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/calendar.ics',
      {
        config: { cost: 'page' },
        schema: {
          operationId: 'getCalendar',
          tags: ['account'],
          summary: 'Get a calendar of your contests and of what opens for you next',
          description:
            'For calendar apps, through a calendar link; iCalendar (RFC 5545). Contains names of groups and contests, but not of tasks.',
          security: [],
          querystring: object({ token: Type.String({ minLength: 1, maxLength: 100 }) }),
          response: {
            200: { description: 'The calendar.', content: { 'text/calendar': { schema: Type.String() } } },
            ...problems(400, 404),
          },
        },
      },
      async ({ query }, reply) => {
        const calendar = await writeCalendar(await calendarLinks.readerOf(query.token));
        reply.type('text/calendar; charset=utf-8');
        return calendar as never;
      },
    );
  };
}
