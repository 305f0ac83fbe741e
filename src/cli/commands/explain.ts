import { Command, InvalidArgumentError } from 'commander';
import { parseAddress } from 'lectern-signing';
import { serializeExplanation } from '../../core/decide/explain.ts';
import { idOfReference } from '../../database/external-ids.ts';
import { anywhere } from '../../domain/accounts/principal.ts';
import type { IpAddress } from '../../lib/client-address.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import { isNotFound } from '../../lib/errors.ts';
import type { Cli } from '../cli.ts';
import { aboutPerson, noSuchTask, parseTime } from '../input.ts';
import { idsText, personText, print, printJson } from '../output.ts';

function readAddress(text: string): IpAddress {
  const address = parseAddress(text);
  if (address) return address;
  throw new InvalidArgumentError('Use an IP address such as 192.0.2.7.');
}

export function explainCommand(cli: Cli): Command {
  return new Command('explain')
    .description('show whether someone may read a task, and why; exit code 1 if not')
    .requiredOption('--user <person>', aboutPerson)
    .requiredOption('--task <id>', 'id of the task, or ext: and its external id')
    .option(
      '--at <time>',
      'explain access at this time, by the groups and contests of today, as 2026-11-24T12:00:00Z (default: now)',
      parseTime,
    )
    .option('--address <ip>', 'explain access at this IP address (default: anywhere)', readAddress)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ lectern explain --user ann@example.org --task 0198… --at 2026-12-01T09:00:00Z',
    )
    .action((options: { user: string; task: string; at?: number; address?: IpAddress; json?: true }) =>
      cli.withCore(
        async ({ access, accounts, tasks, clock, issuedUrls, findExternal, findContainers }) => {
          const account = await accounts.findPerson(options.user, 'anybody');
          const taskId = await idOfReference(findExternal, 'task', options.task);
          const task = await tasks.find(taskId).catch((error: unknown) => {
            throw isNotFound(error) ? noSuchTask(options.task) : error;
          });
          const atMs = options.at ?? clock.nowMs();
          const explanation = await access.explain(
            { id: account.id, address: options.address ?? anywhere },
            task.id,
            atMs,
          );
          const { canGetUrl, message, grounds } = explanation;
          const { opened, firstReadAt } = await issuedUrls.readBy({ taskId: task.id, userId: account.id });
          if (!canGetUrl) process.exitCode = 1;
          const containers = await findContainers(grounds.flatMap(({ through }) => through ?? []));
          if (options.json) {
            const explained = serializeExplanation(explanation);
            return printJson({
              taskId: task.id,
              userId: account.id,
              taskExternalId: task.externalId,
              userExternalId: account.externalId,
              email: account.email,
              name: account.name,
              title: task.title,
              at: isoTime(atMs),
              ...explained,
              grounds: explained.grounds.map((ground) => ({
                ...ground,
                throughExternalId: containers.get(ground.through ?? '')?.externalId ?? null,
                throughName: containers.get(ground.through ?? '')?.name ?? null,
              })),
              opened,
              firstReadAt: isoTimeOrNull(firstReadAt),
            });
          }
          print(`${personText(account)}, ${task.title}, ${isoTime(atMs)}`);
          print(message);
          for (const ground of grounds) {
            const { name = '', externalId } = containers.get(ground.through ?? '') ?? {};
            const through = ground.through ? ` (${name}, ${idsText(ground.through, externalId)})` : '';
            print(`  ${ground.kind}${through}: ${ground.message}`);
          }
          print(`Opened: ${firstReadAt === null ? opened : isoTime(firstReadAt)}.`);
        },
        { isExisting: true },
      ),
    );
}
