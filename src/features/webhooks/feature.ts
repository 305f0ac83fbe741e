import type { SettingGroup } from '../../config/config.ts';
import { canonicalNetwork } from '../../lib/client-address.ts';
import { messageOf } from '../../lib/errors.ts';
import { type SettingTable, type SettledBy, words } from '../../lib/setting.ts';
import { downloads } from '../downloads/feature.ts';
import type { Feature } from '../feature.ts';
import { notices } from '../notices/feature.ts';
import { tables } from './0001-tables.ts';

const webhookSettings = {
  webhookNetworks: {
    variable: 'LECTERN_WEBHOOK_NETWORKS',
    describe: 'private addresses or networks that webhooks may call, also over plain http; comma-separated',
    defaultText: 'none: public https addresses only',
    fallback: (): ReadonlyArray<string> => [],
    parse(text: string) {
      try {
        return words(text).map(canonicalNetwork);
      } catch (error) {
        throw new Error(`comma-separated addresses or networks, like 10.20.0.0/16 (${messageOf(error)})`);
      }
    },
  },
} satisfies SettingTable;

declare module '../../config/config.ts' {
  interface Config extends SettledBy<typeof webhookSettings> {}
}

const webhookGroup: SettingGroup = { settings: webhookSettings };

/** Tells other servers what happens, by signed requests. */
export const webhooks: Feature = {
  name: 'webhooks',
  // Triggers watch their tables.
  needs: [downloads, notices],
  access: {
    async onTrace(parts, issues) {
      const { addToOutbox } = await import('./triggers.ts');
      for (const { issueId, principalId: userId, taskId } of issues) {
        await addToOutbox(parts, 'issue.traced', { issueId, userId, taskId });
      }
    },
  },
  lifecycle: { settings: webhookGroup },
  storage: {
    schema: { tables },
    transfer: { prepare: async (target) => (await import('./triggers.ts')).dropTriggers(target) },
  },
  cli: {
    async *diagnose(core) {
      yield (await import('./endpoints.ts')).examineWebhooks(core);
    },
  },
  async open(host) {
    const { createWebhooks } = await import('./webhooks.ts');
    const { createWebhookJobs } = await import('./webhook-jobs.ts');
    const { webhookRoutes } = await import('./webhook-routes.ts');
    const { describedEvents } = await import('./describe-events.ts');
    const opened = createWebhooks(host);
    return {
      http: { routes: [webhookRoutes(opened)], webhooks: describedEvents },
      lifecycle: createWebhookJobs(host, opened).work,
    };
  },
};
