import { Command } from 'commander';
import { listKeys } from '../../core/keys/key-store.ts';
import { isoTime } from '../../lib/clock.ts';
import type { Cli } from '../cli.ts';
import { print, printJson, printTable } from '../output.ts';

export function keysCommand(cli: Cli): Command {
  const keys = new Command('keys').description(
    'manage the keys that sign URLs; running servers see changes within seconds',
  );
  keys.addHelpText(
    'after',
    `
Examples:
  $ lectern keys rotate              sign with a new key; URLs of the old ones work until they expire
  $ lectern keys remove 3f9c2a       make every URL of that key invalid`,
  );
  keys
    .command('list')
    .description('list the keys; the first one signs')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      cli.withCore(async ({ keys, clock }) => {
        const rows = listKeys(keys.ring(), clock.nowMs());
        if (json) printJson(rows);
        else {
          printTable(
            ['KEY', 'CREATED', 'USE'],
            rows.map(({ id, createdAt, signs, signsFrom }) => [
              id,
              createdAt ?? '-',
              signs
                ? 'signs and verifies'
                : signsFrom === null
                  ? 'verifies'
                  : `verifies, signs from ${signsFrom}`,
            ]),
          );
        }
      }),
    );
  keys
    .command('rotate')
    .description('create a new key, which signs as soon as all servers know it')
    .action(() =>
      cli.withCore(async ({ keys }) => {
        const { id, signsFromMs } = await keys.rotate();
        const when = signsFromMs === undefined ? '' : ` from ${isoTime(signsFromMs)} on`;
        print(
          `New URLs are signed with the key ${id}${when}. The older keys still verify; remove them when you no longer need them.`,
        );
      }),
    );
  keys
    .command('remove')
    .argument('<id>', 'key id, see: lectern keys list')
    .description('remove a key; every URL that it signed becomes invalid')
    .action((id: string) =>
      cli.withCore(async ({ keys }) => {
        await keys.remove(id);
        print(`The key ${id} was removed.`);
      }),
    );
  return keys;
}
