import type { Core } from '../../core/open-core.ts';
import { isoTime } from '../../lib/clock.ts';
import { type Diagnosis, ok, warning } from '../../lib/findings.ts';
import { liveEndpoints } from './endpoints.ts';

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
          'Repair the receiver. Then resume a paused webhook (lectern webhooks resume), and replay what it missed (lectern webhooks replay).',
        );
  return { id: 'webhooks', title: 'the addresses of webhooks accept events', ...finding };
}
