import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { onPage, type Page } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { createEndpoints, eventsOf } from './endpoints.ts';
import { bodyOf, testEvent } from './event-types.ts';

/** How long events can be replayed. */
export const keptDays = 7;

/** Which events to send again: one, or all since a time (Unix milliseconds). */
export type Replayed = { readonly eventId: string } | { readonly sinceMs: number };

export type Webhooks = ReturnType<typeof createWebhooks>;

/** Webhooks and their deliveries, for an admin or an API key. */
export function createWebhooks(core: Core) {
  const { clock, config } = core;
  const { kysely } = core.database;
  const endpoints = createEndpoints(core, {
    networks: config.webhookNetworks,
    ownHosts: [config.publicUrl, config.filesUrl].map((url) => new URL(url).hostname),
  });
  return {
    endpoints,
    /** Newest first. @throws LecternError `not-found` */
    async deliveries(manager: Principal, id: string, page: Page) {
      await endpoints.find(manager, id);
      const query = kysely
        .selectFrom('webhookDeliveries')
        .innerJoin('webhookEvents as event', 'event.id', 'eventId')
        .selectAll('webhookDeliveries')
        .select(['event.at', 'event.type'])
        .where('endpointId', '=', id);
      return onPage(query, page, 'webhookDeliveries.id', 'desc').execute();
    },
    /** Sends a test event now. @throws LecternError `not-found` */
    async test(manager: Principal, id: string) {
      const body = bodyOf(testEvent, clock.nowMs(), { webhookId: id });
      return endpoints.send(await endpoints.find(manager, id), { id: newId(), body });
    },
    /** Lets the servers send events again. @returns how many @throws LecternError `not-found` */
    async replay(manager: Principal, id: string, which: Replayed): Promise<number> {
      const endpoint = await endpoints.find(manager, id);
      const isAsked = 'eventId' in which ? sql`id = ${which.eventId}` : sql`at >= ${which.sinceMs}`;
      const { numAffectedRows = 0n } = await sql`
        insert into "webhookDeliveries" (id, "endpointId", "eventId", attempts, "dueAt")
        select cast(${`${id}.`} as text) || id, cast(${id} as text), id, 0, ${clock.nowMs()} from "webhookEvents"
        where ${isAsked} and type in (${sql.join(eventsOf(endpoint))})
        on conflict (id) do update set attempts = 0, "dueAt" = excluded."dueAt"`.execute(kysely);
      if ('eventId' in which && numAffectedRows === 0n) {
        const why = `Events are kept for ${keptDays} days, and only types that the webhook wants are sent.`;
        throw new LecternError('not-found', `There is no event with this id. ${why}`);
      }
      return Number(numAffectedRows);
    },
  };
}
