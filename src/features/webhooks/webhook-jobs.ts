import { sql } from 'kysely';
import { deleteOld } from '../../database/delete-old.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import type { AddedWork, Host } from '../feature.ts';
import { createCollectEvents } from './collect-events.ts';
import { createDeliver } from './deliver.ts';
import { addToOutbox, ensureTriggers } from './triggers.ts';
import { keptDays, type Webhooks } from './webhooks.ts';

const everyMs = 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** What the servers repeat: making events, sending them, and removing old ones. */
export function createWebhookJobs(host: Host, { endpoints }: Pick<Webhooks, 'endpoints'>) {
  const { database, config } = host;
  const { kysely } = database;
  const collect = createCollectEvents(host);
  const deliver = createDeliver({ ...host, endpoints });
  let signingKeyId: string | undefined;

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
    if (known.length > 0 && added.length > 0) {
      await addToOutbox(host, 'key.rotated', { keyId: id });
    }
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
  return { run, work };
}
