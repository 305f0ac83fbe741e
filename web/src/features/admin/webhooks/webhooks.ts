import type { Schemas } from 'lectern-client';
import { oneOf, readSearch } from '../../../lib/read-search.ts';
import { pages, read, usePages } from '../../../lib/server/resource.ts';

export const webhookEvents = [
  'document.changed',
  'document.opened',
  'contest.changed',
  'notice.published',
  'access.ended',
  'issue.traced',
  'key.rotated',
] as const satisfies ReadonlyArray<Schemas.WebhookEventType>;

/** The text of an event; texts have no dots in their keys. */
export const eventKey = (event: Schemas.WebhookEventType) => event.replace('.', '-') as 'document-changed';

/** Which tab the page of a webhook shows, in its URL. */
export const readWebhookSearch = readSearch({ tab: oneOf('settings') });

export const useWebhooks = () => usePages(pages('/api/v1/webhooks'));

export const webhookQuery = (webhookId: string) =>
  read('/api/v1/webhooks/{webhookId}', { path: { webhookId } });

const pollMs = 3000;

/** Newest first; read again while some are on their way. */
export const useDeliveries = (webhookId: string) =>
  usePages({
    ...pages('/api/v1/webhooks/{webhookId}/deliveries', { path: { webhookId } }),
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some((delivery) => delivery.state === 'waiting') ? pollMs : false,
  });
