import { Command } from 'commander';
import { isoTimeOrNull } from '../../clock.ts';
import type { Core } from '../../core.ts';
import { LecternError } from '../../errors.ts';
import type { KeyFile } from '../../urls/key-file.ts';
import { print, printJson, printTable } from '../output.ts';
import { withCore } from '../with-core.ts';

export function keysCommand(): Command {
  const keys = new Command('keys').description(
    'the keys that sign URLs; a running server sees changes at once',
  );
  keys.addHelpText(
    'after',
    `
Examples:
  $ lectern keys rotate              sign with a new key; URLs of the old ones work until they expire
  $ lectern keys remove 3f9c2a       make every URL of that key invalid at once`,
  );
  keys
    .command('list')
    .description('list the keys; the first one signs')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: true }) =>
      withCore(async ({ ring }) => {
        const rows = ring().map((key, at) => ({
          id: key.id,
          createdAt: isoTimeOrNull(key.createdAtMs),
          signs: at === 0,
        }));
        if (json) printJson(rows);
        else {
          printTable(
            ['KEY', 'CREATED', 'USE'],
            rows.map(({ id, createdAt, signs }) => [
              id,
              createdAt ?? '-',
              signs ? 'signs and verifies' : 'verifies',
            ]),
          );
        }
      }),
    );
  keys
    .command('rotate')
    .description('make a new key that signs from now on')
    .action(() =>
      withCore(async (core) => {
        const key = keyFileOf(core).rotate();
        print(
          `New URLs are signed with the key ${key.id}. The older keys still verify; remove them when you like.`,
        );
      }),
    );
  keys
    .command('remove')
    .argument('<id>', 'key id, see: lectern keys list')
    .description('remove a key: every URL that it signed is invalid at once')
    .action((id: string) =>
      withCore(async (core) => {
        keyFileOf(core).remove(id);
        print(`The key ${id} is removed.`);
      }),
    );
  return keys;
}

function keyFileOf({ keyFile }: Core): KeyFile {
  if (keyFile) return keyFile;
  throw new LecternError(
    'conflict',
    'The keys come from LECTERN_SIGNING_KEYS: change them there and restart.',
  );
}
