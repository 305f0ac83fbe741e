import { Type } from 'typebox';
import { isoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../page.ts';
import { Place, ServerTime, Time } from '../schemas.ts';
import { object, shape } from '../shapes.ts';

const Opening = shape('Opening', {
  opensAt: Time,
  through: Place,
});

/** What opens for the reader next. */
export function openingRoutes({ openings, clock }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/openings',
      {
        config: { access: 'signed-in' },
        schema: {
          operationId: 'listOpenings',
          tags: ['tasks'],
          summary: 'What opens for you next: when, and through which group or contest; earliest first',
          description:
            'Your own delay and embargoes count. Each time is listed once, however many tasks open then. A contest ' +
            'opens when it starts for you, even if its tasks open later or are not there yet; until then nothing ' +
            'else of it is here. What it opens again after its end is not among them.',
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
        const page = await readFoundPage(query, (window) => openings(principal.id, window));
        return {
          serverTime: isoTime(clock.nowMs()),
          ...mapPage(page, ({ opensAt, ...through }) => ({ opensAt: isoTime(opensAt), through })),
        };
      },
    );
  };
}
