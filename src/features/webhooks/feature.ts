import { downloads } from '../downloads/feature.ts';
import type { Feature } from '../feature.ts';
import { notices } from '../notices/feature.ts';
import { migration } from './0006-webhooks.ts';
import { webhookGroup } from './webhook-settings.ts';

/** Tells other servers what happens, by signed requests. */
export const webhooks: Feature = {
  name: 'webhooks',
  // Triggers watch their tables.
  needs: [downloads, notices],
  lifecycle: { settings: webhookGroup },
  storage: {
    schema: { migrations: { '0006-webhooks': migration } },
    transfer: { prepare: async (target) => (await import('./triggers.ts')).dropTriggers(target) },
  },
  cli: {
    async *diagnose(core) {
      yield (await import('./check-webhooks.ts')).examineWebhooks(core);
    },
  },
  async open(host) {
    const { openWebhooks } = await import('./webhooks.ts');
    const { webhookRoutes } = await import('./webhook-routes.ts');
    const { watchTraces } = await import('./watch-traces.ts');
    const { describedEvents } = await import('./describe-events.ts');
    const opened = openWebhooks(host);
    return {
      http: {
        routes: [webhookRoutes(opened)],
        prepare: (server) => watchTraces(server, opened),
        webhooks: describedEvents,
      },
      lifecycle: opened.work,
    };
  },
};
