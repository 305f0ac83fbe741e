import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { newId } from '../../lib/ids.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import type { AddedWork, Host } from '../feature.ts';
import { createCollectEvents } from './collect-events.ts';
import { createDeliver } from './deliver.ts';
import { createEndpoints, eventsOf } from './endpoints.ts';
import { bodyOf, type EventData, type EventName, testEvent } from './event-types.ts';
import { send } from './send.ts';
import { signatureHeaders } from './standard-webhooks.ts';
import type { TargetRules } from './targets.ts';
import { ensureTriggers, isWanted } from './triggers.ts';

const everyMs = 1000;
const dayMs = 24 * 60 * 60 * 1000;
/** How long events can be replayed. */
export const keptDays = 7;

const rulesOf = ({ webhookNetworks: networks, publicUrl, filesUrl }: Core['config']): TargetRules => ({
  networks,
  ownHosts: [publicUrl, filesUrl].map((url) => new URL(url).hostname),
});

export type Webhooks = ReturnType<typeof openWebhooks>;

export function openWebhooks(host: Host) {
  const { database, clock, config } = host;
  const { kysely } = database;
  const rules = rulesOf(config);
  const endpoints = createEndpoints(host, rules);
  const collect = createCollectEvents(host);
  const deliver = createDeliver({ ...host, endpoints, rules });
  let signingKeyId: string | undefined;

  /** Adds what no trigger sees to the outbox, if an endpoint wants it. */
  const happened = (type: EventName, data: EventData) =>
    sql`insert into "webhookOutbox" (at, type, data) select ${clock.nowMs()}, ${type}, ${JSON.stringify(data)}
      where ${sql.raw(isWanted(type))}`.execute(kysely);

  /** Keys may be in a file or in the environment, where no trigger sees them. */
  async function watchKeys(): Promise<void> {
    const [{ id }] = host.keys.ring();
    if (id === signingKeyId) return;
    const known = await kysely.selectFrom('webhookSigningKeys').select('id').execute();
    const added = await kysely
      .insertInto('webhookSigningKeys')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    if (known.length > 0 && added.length > 0) await happened('key.rotated', { keyId: id });
    signingKeyId = id;
  }

  async function run(signal?: AbortSignal): Promise<void> {
    await watchKeys();
    if (await collect()) return; // the rest comes first, in a second
    await deliver(signal);
  }

  const work: AddedWork = {
    jobs: [{ everyMs, what: 'sending webhooks', atStart: () => ensureTriggers(database), run }],
    sweeps: [
      {
        ...{ lease: 'prune-webhooks', what: 'events of webhooks' },
        remove: (nowMs, signal) =>
          deleteOld(kysely, 'webhookEvents', ['at', '<', nowMs - keptDays * dayMs], signal),
      },
      {
        ...{ lease: 'prune-webhook-endpoints', what: 'webhooks of revoked API keys' },
        remove: endpoints.removeDead,
      },
      {
        ...{ lease: 'prune-webhook-openings', what: 'first openings' },
        remove: (nowMs, signal) =>
          deleteInChunks(async (limit) => {
            const { numAffectedRows = 0n } =
              await sql`delete from "webhookOpenings" where ("userId", "taskId") in (
              select "userId", "taskId" from "webhookOpenings" where at < ${nowMs - config.issueRetentionDays * dayMs}
              order by at limit ${limit})`.execute(kysely);
            return Number(numAffectedRows);
          }, signal),
      },
    ],
  };

  return {
    endpoints,
    happened,
    run,
    work,
    /** Sends a test event now. @throws LecternError `not-found` */
    async test(asker: Principal, id: string) {
      const endpoint = await endpoints.find(asker, id);
      const body = bodyOf(testEvent, clock.nowMs(), { webhookId: id });
      const message = { id: newId(), atMs: clock.nowMs(), body };
      const headers = signatureHeaders(message, endpoints.secretsOf(endpoint));
      return send(endpoint.url, { headers, body }, rules);
    },
    /** Sends events since a time (Unix milliseconds) again. @returns how many @throws LecternError `not-found` */
    async replay(asker: Principal, id: string, sinceMs: number): Promise<number> {
      const endpoint = await endpoints.find(asker, id);
      const { numAffectedRows = 0n } = await sql`
        insert into "webhookDeliveries" (id, "endpointId", "eventId", attempts, "dueAt")
        select cast(${`${id}.`} as text) || id, cast(${id} as text), id, 0, ${clock.nowMs()} from "webhookEvents"
        where at >= ${sinceMs} and type in (${sql.join(eventsOf(endpoint))})
        on conflict (id) do update set attempts = 0, "dueAt" = excluded."dueAt"`.execute(kysely);
      return Number(numAffectedRows);
    },
  };
}
