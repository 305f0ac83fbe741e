import { Type } from 'typebox';
import { isoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../page.ts';
import { Container, ServerTime, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Opening = shape('Opening', {
  opensAt: Time,
  through: Container,
});

/** What opens for the reader next. */
export function openingRoutes({ upcomingWindows, clock }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/openings',
      {
        config: { access: 'signed-in', cost: 'page' },
        schema: {
          operationId: 'listOpenings',
          tags: ['tasks'],
          summary: 'List what opens for you next, earliest first',
          description:
            'An item is a time and a group or contest, however many tasks open then. Includes embargoes and your own delay. A ' +
            'contest opens when it starts for you, even if its tasks open later or do not exist yet; later times of the contest ' +
            'are listed only after its start. Omits tasks that open again after the end of a contest.',
          querystring: object({
            ...pageQuery,
            limit: Type.Integer({ ...pageQuery.limit, default: 20 }),
          }),
          response: {
            200: object({ serverTime: ServerTime, ...pageOf(Opening).properties }),
          },
        },
      },
      async ({ principal, query }) => {
        const page = await readFoundPage(query, (window) => upcomingWindows(principal.id, window));
        return {
          serverTime: isoTime(clock.nowMs()),
          ...mapPage(page, ({ opensAt, ...through }) => ({ opensAt: isoTime(opensAt), through })),
        };
      },
    );
  };
}
