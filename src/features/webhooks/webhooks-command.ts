import { Command } from 'commander';
import { parseTime } from '../../cli/input.ts';
import { hint, print, printJson, printTable } from '../../cli/output.ts';
import { readAll } from '../../cli/read-all.ts';
import { isoTimeOrNull } from '../../lib/clock.ts';
import type { FeatureCli } from '../feature.ts';
import type { Webhooks } from './webhooks.ts';

export function webhooksCommand(cli: FeatureCli): Command {
  const withWebhooks = (run: (webhooks: Webhooks) => Promise<void>) =>
    cli.withCore(async (core) => run((await import('./webhooks.ts')).createWebhooks(core)), {
      isExisting: true,
    });
  const webhooks = new Command('webhooks').description(
    'list the webhooks, test them and send events again; admins create them in the web app or through the API',
  );
  const command = (name: string, description: string, example: string) =>
    webhooks
      .command(name)
      .description(description)
      .addHelpText('after', `\nExample:\n  $ lectern webhooks ${example}`);
  const aboutId = 'id of the webhook; "lectern webhooks list" shows it';

  command('list', 'list the webhooks with their states, oldest first', 'list')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      withWebhooks(async ({ endpoints }) => {
        const all = await readAll(
          (page) => endpoints.list(undefined, page),
          ({ id }) => id,
        );
        const rows = all.map(({ id, url, events, ...state }) => ({
          id,
          url,
          events: events.trim().split(' '),
          state: state.pauseReason === null ? (state.lastFailure ? 'fails' : 'active') : 'paused',
          pauseReason: state.pauseReason,
          lastFailure: state.lastFailure,
          lastDeliveredAt: isoTimeOrNull(state.lastDeliveredAt),
        }));
        if (json) return printJson(rows);
        return printTable(
          ['ID', 'URL', 'EVENTS', 'STATE', 'LAST FAILURE', 'LAST DELIVERY'],
          rows.map((row) => [
            row.id,
            row.url,
            row.events.join(','),
            row.pauseReason === null ? row.state : `${row.state} (${row.pauseReason})`,
            row.lastFailure ?? 'none',
            row.lastDeliveredAt ?? 'never',
          ]),
        );
      }),
    );
  command('test', 'send a test event now; exit code 1 if the address does not accept it', 'test 0198f…')
    .argument('<id>', aboutId)
    .action((id: string) =>
      withWebhooks(async ({ test }) => {
        const { status, failure } = await test(undefined, id);
        if (failure === undefined) return print(`delivered: replied ${status}`);
        process.exitCode = 1;
        return print(`failed: ${failure}`);
      }),
    );
  command('replay', 'let the running server send events again', 'replay 0198f… --since 2030-01-01T00:00:00Z')
    .argument('<id>', aboutId)
    .requiredOption(
      '--since <time>',
      'send what happened since this time, as 2026-11-24T12:00:00Z',
      parseTime,
    )
    .action((id: string, { since }: { since: number }) =>
      withWebhooks(async ({ endpoints, replay }) => {
        const count = await replay(undefined, id, { sinceMs: since });
        print(`${count} event(s) will be sent.`);
        const { pausedAt } = await endpoints.find(undefined, id);
        if (pausedAt !== null) hint(`The webhook is paused. Resume it: lectern webhooks resume ${id}`);
      }),
    );
  command('resume', 'resume a paused webhook, which then gets the events that wait', 'resume 0198f…')
    .argument('<id>', aboutId)
    .action((id: string) =>
      withWebhooks(async ({ endpoints }) => {
        await endpoints.change(undefined, id, { paused: false });
        print(`The webhook ${id} is active.`);
      }),
    );
  return webhooks;
}
