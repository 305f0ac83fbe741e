import { Command } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { aboutContest } from '../../cli/input.ts';
import { hint, print, printJson, printTable } from '../../cli/output.ts';
import type { Core } from '../../core/open-core.ts';
import { idOfReference } from '../../database/external-ids.ts';
import { prefetchTime } from '../../domain/contests/contest-window.ts';
import { isoTime } from '../../lib/clock.ts';
import { writeFlushed } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Envelope } from './envelopes.ts';

export function envelopeCommand(cli: Cli): Command {
  const envelope = new Command('envelope').description(
    'use the sealed statements of a contest in a room without network',
  );
  envelope.addHelpText(
    'after',
    `
Examples:
  $ lectern envelope save 0198… --language en --out finals.sealed   before the start: copy it to a USB stick
  $ lectern envelope key 0198…                                      at the start: show the key
  $ lectern envelope open finals.sealed --key 3q2-7w… --out finals  on any computer, without a server`,
  );
  envelope.addCommand(openCommand());
  envelope.addCommand(keyCommand(cli));
  envelope.addCommand(saveCommand(cli));
  return envelope;
}

function openCommand(): Command {
  return new Command('open')
    .description('decrypt a sealed envelope, and write its files to a folder; all or none')
    .argument('<file>', 'file of the envelope')
    .requiredOption('--key <key>', 'key of the envelope, 22 characters')
    .requiredOption('--out <folder>', 'target folder; must be empty or not exist yet')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ lectern envelope open finals.sealed --key 3q2-7w… --out finals')
    .action(async (file: string, options: { key: string; out: string; json?: true }) => {
      const { openEnvelope, parseEnvelopeKey } = await import('./open-envelope.ts');
      const opened = await openEnvelope(file, parseEnvelopeKey(options.key), options.out);
      if (options.json) return printJson(opened);
      for (const path of opened.files) print(path);
      hint(`Opened; complete and unchanged: ${opened.files.length} file(s).`);
    });
}

function keyCommand(cli: Cli): Command {
  return new Command('key')
    .description('print the keys of the current envelopes of a contest; this is recorded for each file')
    .addHelpText('after', '\nExample:\n  $ lectern envelope key 0198…')
    .argument('<contest>', aboutContest)
    .option('--json', 'print JSON')
    .action((contest: string, { json }: { json?: true }) =>
      cli.withCore(async (core) => {
        const { createIssueEnvelopeKeyForOperator } = await import('./issue-envelope-key.ts');
        const issueKey = createIssueEnvelopeKeyForOperator(core);
        const rows = [];
        for (const envelope of await sealedEnvelopes(core, contest)) {
          const key = (await issueKey(envelope)).toString('base64url');
          rows.push({ language: envelope.language, envelopeId: envelope.id, key });
        }
        if (json) return printJson(rows);
        printTable(
          ['LANGUAGE', 'KEY', 'ENVELOPE'],
          rows.map(({ language, key, envelopeId }) => [language, key, envelopeId]),
        );
        hint('Anyone with a key can open its envelope. Show it only when the contest starts.');
      }),
    );
}

function saveCommand(cli: Cli): Command {
  return new Command('save')
    .description('save the current envelope of a contest to an encrypted file, before the start')
    .addHelpText('after', '\nExample:\n  $ lectern envelope save 0198… --language en --out finals.sealed')
    .argument('<contest>', aboutContest)
    .requiredOption('--out <file>', 'target file; must not exist yet')
    .option('--language <tag>', 'language of the envelope; required if there are several')
    .action((contest: string, options: { out: string; language?: string }) =>
      cli.withCore(async (core) => {
        const all = await sealedEnvelopes(core, contest);
        const { objectKey, id, size } = only(all, options.language);
        const missing =
          'The storage has lost the envelope. The running server seals a new one; try again in a moment.';
        await saveObject(core, objectKey, options.out, missing);
        hint(`Saved the envelope ${id} to ${options.out}, ${size} bytes.`);
      }),
    );
}

/** @throws OperatorError when nothing is sealed */
async function sealedEnvelopes(core: Core, contest: string): Promise<ReadonlyArray<Envelope>> {
  const contestId = await idOfReference(core.findExternal, 'contest', contest);
  const fetchedFrom = prefetchTime(await core.contests.find(contestId));
  if (fetchedFrom === null) {
    throw new OperatorError(
      'This contest has no sealed statements. Set a time before its start from which they can be fetched (prefetchFrom).',
    );
  }
  const { openEnvelopes } = await import('./open.ts');
  const found = await openEnvelopes(core).current(contestId);
  if (found.length > 0) return found;
  throw new OperatorError(
    `The statements are not sealed yet. The running server seals them ten minutes before ${isoTime(fetchedFrom)}; try again then.`,
  );
}

function only(all: ReadonlyArray<Envelope>, language: string | undefined): Envelope {
  const [found, ...others] = all.filter((each) => language === undefined || each.language === language);
  if (found && others.length === 0) return found;
  const languages = all.map((each) => each.language).join(', ');
  throw new OperatorError(`Choose a language with --language: ${languages}.`);
}

/**
 * Saves a stored object to a file that does not exist yet.
 * @param missing the message if the storage does not have the object
 * @throws OperatorError
 */
async function saveObject(
  { driver }: Pick<Core, 'driver'>,
  objectKey: string,
  path: string,
  missing: string,
): Promise<void> {
  const object = await driver.open(parseObjectKey(objectKey));
  if (!object) throw new OperatorError(missing);
  try {
    await writeFlushed(path, object.stream());
  } finally {
    await object.close();
  }
}
