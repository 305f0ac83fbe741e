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
  $ lectern keys rotate              sign with a new key; URLs of older keys work until they expire
  $ lectern keys remove 3f9c2a       invalidate all URLs that this key signed`,
  );
  keys
    .command('list')
    .description('list the keys; the first one signs new URLs')
    .addHelpText('after', '\nExample:\n  $ lectern keys list')
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
    .addHelpText('after', '\nExample:\n  $ lectern keys rotate')
    .action(() =>
      cli.withCore(async ({ keys }) => {
        const { id, signsFromMs } = await keys.rotate();
        const when = signsFromMs === undefined ? '' : ` from ${isoTime(signsFromMs)} on`;
        print(
          `The key ${id} signs new URLs${when}. URLs of older keys stay valid; remove old keys when their URLs have expired.`,
        );
      }),
    );
  keys
    .command('remove')
    .argument('<id>', 'id of the key; "lectern keys list" shows it')
    .description('remove a key; every URL that it signed becomes invalid')
    .addHelpText('after', '\nExample:\n  $ lectern keys remove 3f9c2a')
    .action((id: string) =>
      cli.withCore(async ({ keys }) => {
        await keys.remove(id);
        print(`The key ${id} was removed.`);
      }),
    );
  return keys;
}
