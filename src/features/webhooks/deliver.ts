import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { type Claim, createWorkQueue } from '../../database/work-queue.ts';
import { isoTime } from '../../lib/clock.ts';
import type { Endpoint, Endpoints } from './endpoints.ts';
import type { Outcome } from './send.ts';
import type { WebhookDeliveryTable } from './tables.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Pauses between attempts, as Standard Webhooks recommends: up to ten hours, for a good day in all. */
const pausesMs = [5 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 8 * hourMs, 10 * hourMs];
/** Up to this part is added to a pause, so that what failed together does not come back together. */
const jitter = 0.1;
/** Until when an endpoint without a success is called. */
const patienceMs = 24 * hourMs;
/** A failing endpoint gets one request at a time, so that its queue neither loads it nor us. */
const atOnce = { usually: 10, failing: 1 };
/** So that a run ends soon, and other endpoints need not wait for one with a long queue. */
const runMs = 5 * secondMs;
const mostRounds = 50;
/** Longer than a request takes. */
export const claimMs = minuteMs;

export type Delivery = WebhookDeliveryTable & Claim;

/** The deliveries, as one queue of all instances. */
export const createDeliveryQueue = (parts: Pick<Core, 'database' | 'clock'>) =>
  createWorkQueue(parts, { table: 'webhookDeliveries', dueAt: 'dueAt', claimMs });

/** Sends what is due, endpoint by endpoint. Every instance runs it; claims keep two of them from sending the same delivery. */
export type Deliver = (signal?: AbortSignal) => Promise<void>;

export function createDeliver(
  parts: Pick<Core, 'database' | 'clock' | 'log'> & {
    readonly endpoints: Endpoints;
    /** From 0 to 1. */
    readonly random?: () => number;
  },
): Deliver {
  const { clock, log, endpoints, random = Math.random } = parts;
  const { kysely } = parts.database;
  const queue = createDeliveryQueue(parts);

  /** @returns whether it was delivered */
  async function attempt(endpoint: Endpoint, delivery: Delivery): Promise<boolean> {
    const event = await kysely
      .selectFrom('webhookEvents')
      .select(['id', 'body'])
      .where('id', '=', delivery.eventId)
      .executeTakeFirst();
    if (!event) return true; // deleted meanwhile, with this delivery
    const outcome = await endpoints.send(endpoint, event);
    const isDelivered = outcome.failure === undefined;
    const pauseMs = pausesMs[delivery.attempts];
    const attemptedAt = clock.nowMs();
    const nextAt =
      isDelivered || pauseMs === undefined ? null : attemptedAt + pauseMs * (1 + jitter * random());
    await queue.release(kysely, delivery, {
      attempts: delivery.attempts + (isDelivered ? 0 : 1),
      dueAt: nextAt && Math.round(nextAt),
      attemptedAt,
      failure: outcome.failure ?? null,
    });
    await note(endpoint, outcome);
    return isDelivered;
  }

  /** Keeps whether the endpoint fails, and pauses it after a day. */
  async function note({ id, url, failingSince }: Endpoint, { status, failure }: Outcome): Promise<void> {
    const nowMs = clock.nowMs();
    if (failure === undefined) {
      return endpoints.update(id, { failingSince: null, lastFailure: null, lastDeliveredAt: nowMs });
    }
    const since = failingSince ?? nowMs;
    const isHopeless = status === 410 || nowMs - since >= patienceMs;
    const pauseReason = status === 410 ? ('gone' as const) : ('failing' as const);
    const pause = isHopeless ? { pausedAt: nowMs, pauseReason } : undefined;
    await endpoints.update(id, { failingSince: since, lastFailure: failure, ...pause });
    if (pause) {
      const facts = { webhook: id, host: new URL(url).host, since: isoTime(since), failure };
      log.warn(facts, 'a webhook was paused: its address does not accept events');
    }
  }

  async function deliverTo(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<void> {
    const endMs = clock.nowMs() + runMs;
    let isFailing = endpoint.failingSince !== null;
    for (let round = 0; round < mostRounds && !signal?.aborted && clock.nowMs() <= endMs; round += 1) {
      const limit = isFailing ? atOnce.failing : atOnce.usually;
      const claimed = await queue.claim(await queue.due(limit, sql`"endpointId" = ${endpoint.id}`));
      if (claimed.length === 0) return;
      const known = { ...endpoint, failingSince: isFailing ? endpoint.failingSince : null };
      const delivered = await Promise.all(claimed.map((delivery) => attempt(known, delivery)));
      if (delivered.includes(false)) return;
      isFailing = false;
    }
  }

  return async (signal) => {
    const active = (await endpoints.live()).filter(({ pausedAt }) => pausedAt === null);
    await Promise.all(active.map((endpoint) => deliverTo(endpoint, signal)));
  };
}
