import { Command, InvalidArgumentError } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { hint, printJson, printTable } from '../../cli/output.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('Use a whole number from 1 to 10000.');
}

export function shadowCommand(cli: Cli): Command {
  const shadow = new Command('shadow').description(
    'compare the decisions of your platform with those of Lectern, before you rely on Lectern',
  );
  shadow.addHelpText('after', '\nExample:\n  $ lectern shadow report --limit 20');
  shadow
    .command('report')
    .description('list disagreements: people who may read a task by only one side; most serious first')
    .addHelpText('after', '\nExample:\n  $ lectern shadow report --limit 20')
    .option('--limit <number>', 'number of disagreements to list, at most 10000', parseLimit, 200)
    .option('--json', 'print JSON')
    .action(({ limit, json }: { limit: number; json?: true }) =>
      cli.withCore(async (core) => {
        const { createDisagreements } = await import('./disagreements.ts');
        const { report, keptDays } = createDisagreements(core);
        const { total, items } = await report(limit);
        if (json) {
          const inIso = items.map(({ opensAt, firstAt, lastAt, ...item }) => ({
            ...item,
            opensAt: isoTimeOrNull(opensAt),
            firstAt: isoTime(firstAt),
            lastAt: isoTime(lastAt),
          }));
          return printJson({ total, items: inIso });
        }
        printTable(
          ['ALLOWED BY', 'REASON', 'READER', 'TASK', 'OPENS', 'TIMES', 'FIRST', 'LAST', 'KEY'],
          items.map((item) => [
            item.side,
            item.reason,
            item.name === null ? item.externalId : `${item.externalId} (${item.name})`,
            item.task,
            isoTimeOrNull(item.opensAt) ?? '-',
            String(item.count),
            isoTime(item.firstAt),
            isoTime(item.lastAt),
            item.apiKeyName,
          ]),
        );
        if (total > items.length) hint(`Listed ${items.length} of ${total}. Use --limit to list more.`);
        if (total === 0) {
          hint(
            `No disagreements in the last ${keptDays} days. Check that your platform sends its decisions.`,
          );
        }
      }),
    );
  return shadow;
}
