import { type Kysely, sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { onPage, type Page } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { isoTime } from '../../lib/clock.ts';
import { conflict, LecternError, messageOf } from '../../lib/errors.ts';
import { type Diagnosis, ok, warning } from '../../lib/findings.ts';
import { newId } from '../../lib/ids.ts';
import { createSeal } from '../../lib/seal.ts';
import type { EventName } from './event-types.ts';
import { type Outcome, send } from './send.ts';
import { newSecret, signatureHeaders } from './standard-webhooks.ts';
import type { WebhookEndpointTable } from './tables.ts';
import { parseTarget, type TargetRules } from './targets.ts';

export const maxEndpoints = 20;
export const maxUrlLength = 1000;
/** How long the previous secret signs too. */
export const overlapHours = 24;

export type Endpoint = Readonly<WebhookEndpointTable>;

export interface EndpointDraft {
  readonly url: string;
  readonly events: ReadonlyArray<EventName>;
}

export const eventsOf = ({ events }: Pick<Endpoint, 'events'>) =>
  events.trim().split(' ') as Array<EventName>;
const eventsText = (events: ReadonlyArray<EventName>) => ` ${events.join(' ')} `;

/** Endpoints whose API key, if one made them, is still in force: nothing that a key made may outlast it. */
export const liveEndpoints = (db: Kysely<Schema>, nowMs: number) =>
  db
    .selectFrom('webhookEndpoints')
    .selectAll()
    .where(
      sql<boolean>`not exists (select 1 from "apiKeys" where "apiKeys".id = "webhookEndpoints"."createdBy"
        and ("revokedAt" is not null or "expiresAt" <= ${nowMs}))`,
    );

export type Endpoints = ReturnType<typeof createEndpoints>;

export function createEndpoints(
  { database: { kysely }, clock, secret: ownSecret }: Pick<Core, 'database' | 'clock' | 'secret'>,
  rules: TargetRules,
) {
  const { seal, open } = createSeal(Buffer.from(ownSecret), 'lectern-webhook-secret-v1');
  const sealed = (secret: string, id: string) => seal(Buffer.from(secret), [id]);

  function opened(text: string, id: string): string {
    try {
      return open(text, [id]).toString();
    } catch (cause) {
      throw new Error(
        'Its secret cannot be decrypted. Set LECTERN_AUTH_SECRET to the value from when it was made, or give the webhook a new secret.',
        { cause },
      );
    }
  }

  /** API keys see their own endpoints, all others every one. */
  function visible(manager: Principal) {
    const live = liveEndpoints(kysely, clock.nowMs());
    return manager.scopes === undefined ? live : live.where('createdBy', '=', manager.id);
  }

  /** @throws LecternError `not-found` */
  const find = (manager: Principal, id: string): Promise<Endpoint> =>
    visible(manager)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(
        () => new LecternError('not-found', 'There is no webhook with this id. List them to find it.'),
      );

  async function update(id: string, change: Partial<Endpoint>): Promise<void> {
    await kysely.updateTable('webhookEndpoints').set(change).where('id', '=', id).execute();
  }

  return {
    find,
    list: (manager: Principal, page: Page): Promise<ReadonlyArray<Endpoint>> =>
      onPage(visible(manager), page, 'id').execute(),
    /** @throws LecternError `request-invalid`, `conflict` if there are too many */
    async create(manager: Principal, { url, events }: EndpointDraft) {
      const target = parseTarget(url, rules).href;
      const [id, secret] = [newId(), newSecret()];
      await kysely.transaction().execute(async (trx) => {
        const { count } = await trx
          .selectFrom('webhookEndpoints')
          .select(({ fn }) => fn.countAll<number | bigint>().as('count'))
          .executeTakeFirstOrThrow();
        if (Number(count) >= maxEndpoints) throw tooMany();
        const row = { id, url: target, events: eventsText(events), secret: sealed(secret, id) };
        await trx
          .insertInto('webhookEndpoints')
          .values({ ...row, createdBy: manager.id, createdAt: clock.nowMs() })
          .execute();
      });
      return { endpoint: await find(manager, id), secret };
    },
    /** Resuming sends what has waited. @throws LecternError `not-found`, `request-invalid` */
    async change(
      manager: Principal,
      id: string,
      { url, events, paused }: Partial<EndpointDraft> & { readonly paused?: boolean },
    ): Promise<Endpoint> {
      const { pausedAt } = await find(manager, id);
      const isPaused = pausedAt !== null;
      await update(id, {
        ...(url !== undefined && { url: parseTarget(url, rules).href }),
        ...(events !== undefined && { events: eventsText(events) }),
        ...(paused === true && !isPaused && { pausedAt: clock.nowMs(), pauseReason: 'asked' as const }),
        ...(paused === false && { ...running, failingSince: null, lastFailure: null }),
        // Kysely refuses an update of nothing.
        id,
      });
      return find(manager, id);
    },
    async remove(manager: Principal, id: string): Promise<void> {
      await find(manager, id);
      await kysely.deleteFrom('webhookEndpoints').where('id', '=', id).execute();
    },
    /** The old secret signs too for a day. */
    async renewSecret(manager: Principal, id: string) {
      const { secret: previousSecret } = await find(manager, id);
      const secret = newSecret();
      const previousUntil = clock.nowMs() + overlapHours * 60 * 60 * 1000;
      await update(id, { secret: sealed(secret, id), previousSecret, previousUntil });
      return { secret, previousUntil };
    },
    /** Sends an event once, signed now. Never rejects. */
    async send(
      { id, url, secret, previousSecret, previousUntil }: Endpoint,
      event: { readonly id: string; readonly body: string },
    ): Promise<Outcome> {
      const isOverlap = previousSecret !== null && (previousUntil ?? 0) > clock.nowMs();
      try {
        const secrets = [secret, ...(isOverlap ? [previousSecret] : [])].map((each) => opened(each, id));
        const headers = signatureHeaders({ ...event, atMs: clock.nowMs() }, secrets);
        return await send(url, { headers, body: event.body }, rules);
      } catch (error) {
        return { status: null, failure: messageOf(error) }; // its secret cannot be decrypted
      }
    },
    live: (): Promise<ReadonlyArray<Endpoint>> => liveEndpoints(kysely, clock.nowMs()).execute(),
    update,
    /** Removes those of revoked and expired API keys. @returns how many */
    async removeDead(nowMs: number): Promise<number> {
      const { numDeletedRows } = await kysely
        .deleteFrom('webhookEndpoints')
        .where('id', 'not in', liveEndpoints(kysely, nowMs).clearSelect().select('id'))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

const running = { pausedAt: null, pauseReason: null };

const tooMany = () =>
  conflict('too-many-webhooks', `There can be at most ${maxEndpoints} webhooks. Remove one first.`, {
    facts: { max: maxEndpoints },
  });

/** Whether the addresses of webhooks accept events. */
export async function examineWebhooks({ database, clock }: Core): Promise<Diagnosis> {
  const endpoints = await liveEndpoints(database.kysely, clock.nowMs()).orderBy('id').execute();
  const failing = endpoints.filter(({ failingSince }) => failingSince !== null);
  const lines = failing.map(
    ({ id, url, failingSince, lastFailure, pausedAt }) =>
      `${id} (${new URL(url).host}) fails since ${isoTime(failingSince ?? 0)}: ${lastFailure}${pausedAt === null ? '' : '; paused'}`,
  );
  const finding =
    lines.length === 0
      ? ok(`${endpoints.length} webhooks, none fails`)
      : warning(
          lines.join('; '),
          'Repair the receiver. Then resume a paused webhook and send again what it missed, on its page or by the API (PATCH /webhooks/{id}, POST /webhooks/{id}/replay).',
        );
  return { id: 'webhooks', title: 'the addresses of webhooks accept events', ...finding };
}
