import { downloads } from '../downloads/feature.ts';
import type { Feature } from '../feature.ts';
import { notices } from '../notices/feature.ts';
import { migration } from './0006-webhooks.ts';
import { webhookGroup } from './webhook-settings.ts';
import { webhooksCommand } from './webhooks-command.ts';

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
    schema: { migrations: { '0006-webhooks': migration } },
    transfer: { prepare: async (target) => (await import('./triggers.ts')).dropTriggers(target) },
  },
  cli: {
    addCommands: (program, cli) => program.addCommand(webhooksCommand(cli)),
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
