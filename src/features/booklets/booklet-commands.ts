import { Command } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { hint, print, printJson, printTable } from '../../cli/output.ts';
import { saveObject } from '../../cli/save-object.ts';
import type { Core as BareCore } from '../../core/open-core.ts';
import { isoTime } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import { parseLanguage } from '../../lib/languages.ts';
import { type Booklet, type BookletOwner, isMade, parseTimeZone, type ReadableBooklet } from './booklet.ts';
import type { BookletParts } from './parts.ts';

const languageOption = ['--language <tag>', 'language of the booklet, such as en or pl'] as const;

/** Recorded as `askedBy` for booklets that the command line requests. */
const operator = 'operator';

interface OfGroup {
  readonly group?: string;
}

const bookletCommand = (name: string) =>
  new Command(name)
    .argument('[contest]', 'id of the contest')
    .option('--group <id>', 'id of a group, instead of a contest');

export function bookletsCommand(cli: Cli): Command {
  return new Command('booklets')
    .description('make and print booklets: one PDF with all statements of a contest or group, per language')
    .addCommand(listCommand(cli))
    .addCommand(makeCommand(cli))
    .addCommand(saveCommand(cli))
    .addCommand(removeCommand(cli));
}

function listCommand(cli: Cli): Command {
  return bookletCommand('list')
    .description('list the booklets of a contest or a group')
    .addHelpText('after', '\nExample:\n  $ lectern booklets list 0198…')
    .option('--json', 'print JSON')
    .action((contestId: string | undefined, { group, json }: OfGroup & { json?: true }) =>
      withBooklets(cli, async (core) => {
        const owner = await findOwner(core, contestId, group);
        const rows = [];
        for (const booklet of await core.booklets.list(owner)) rows.push(await describe(core, booklet));
        if (json) return printJson(rows);
        printTable(
          ['LANGUAGE', 'STATE', 'PAGES', 'BYTES', 'MADE', 'MISSING'],
          rows.map(({ language, state, pages, size, madeAt, missing }) => [
            ...[language, state, String(pages ?? '-'), String(size ?? '-'), madeAt ?? '-'],
            missing.map(({ label, problem }) => `${label} (${problem})`).join(', ') || '-',
          ]),
        );
      }),
    );
}

interface MakeOptions extends OfGroup {
  readonly language: string;
  readonly oddPages?: true;
  readonly timeZone: string;
  readonly upcoming?: true;
}

function makeCommand(cli: Cli): Command {
  return bookletCommand('make')
    .description('make a booklet now; running servers make it again whenever its tasks change')
    .requiredOption(...languageOption)
    .option('--odd-pages', 'begin each statement on an odd page, for double-sided printing')
    .option('--time-zone <name>', 'time zone of the times on the cover of a contest', 'UTC')
    .option('--upcoming', 'for a group: include tasks that open later')
    .addHelpText(
      'after',
      '\nExamples:\n  $ lectern booklets make 0198… --language pl --odd-pages --time-zone Europe/Warsaw' +
        '\n  $ lectern booklets make --group 0199… --language pl --upcoming',
    )
    .action((contestId: string | undefined, options: MakeOptions) =>
      withBooklets(cli, async (core) => {
        const owner = await findOwner(core, contestId, options.group);
        const wanted = await core.booklets.request({
          owner,
          language: parseLanguage(options.language),
          askedBy: operator,
          oddPages: options.oddPages === true,
          timeZone: parseTimeZone(options.timeZone),
          includesUpcoming: owner.kind === 'contest' || options.upcoming === true,
        });
        const failure = await core.bookletMaker.make(wanted, new AbortController().signal);
        if (failure === 'busy') return hint('A running server is already making this booklet.');
        if (failure !== undefined) throw new OperatorError(`The booklet could not be made: ${failure}.`);
        const { pages, missing } = await describe(core, await core.booklets.find(owner, wanted.language));
        print(`${pages} pages`);
        for (const { label, problem } of missing) hint(`Missing: ${label} (${problem})`);
      }),
    );
}

interface OfLanguage extends OfGroup {
  readonly language: string;
}

interface SaveOptions extends OfLanguage {
  readonly out: string;
}

function saveCommand(cli: Cli): Command {
  return bookletCommand('save')
    .description('save a booklet to a file')
    .addHelpText('after', '\nExample:\n  $ lectern booklets save 0198… --language pl --out booklet.pdf')
    .requiredOption(...languageOption)
    .requiredOption('--out <file>', 'target file; must not exist yet')
    .action((contestId: string | undefined, { out, ...options }: SaveOptions) =>
      withBooklets(cli, async (core) => {
        const booklet = await find(core, contestId, options);
        await saveObject(core, assertMade(booklet).made.objectKey, out, missing);
        await hintIfStale(core, booklet);
      }),
    );
}

function removeCommand(cli: Cli): Command {
  return bookletCommand('remove')
    .description('remove a booklet; its URLs end')
    .addHelpText('after', '\nExample:\n  $ lectern booklets remove 0198… --language pl')
    .requiredOption(...languageOption)
    .action((contestId: string | undefined, { group, language }: OfLanguage) =>
      withBooklets(cli, async (core) => {
        const owner = await findOwner(core, contestId, group);
        await core.booklets.remove(owner, parseLanguage(language));
      }),
    );
}

const missing = 'The storage has lost the file. Make it again: lectern booklets make';

function assertMade(booklet: Booklet): ReadableBooklet {
  if (!isMade(booklet))
    throw new OperatorError('The booklet has not been made yet. Make it: lectern booklets make');
  return booklet;
}

type Core = BareCore & BookletParts;

const withBooklets = (cli: Cli, run: (core: Core) => Promise<void>) =>
  cli.withCore(async (core) => {
    const { openBooklets } = await import('./parts.ts');
    return run({ ...core, ...openBooklets(core) });
  });

async function hintIfStale(core: Core, booklet: Booklet): Promise<void> {
  const { state } = await describe(core, booklet);
  if (state !== 'ready')
    hint('The booklet is out of date, because its tasks have changed. Make it again: lectern booklets make');
}

async function find(core: Core, contestId: string | undefined, { group, language }: OfLanguage) {
  return core.booklets.find(await findOwner(core, contestId, group), parseLanguage(language));
}

async function findOwner(
  { contests, groups }: Core,
  contestId: string | undefined,
  groupId: string | undefined,
): Promise<BookletOwner & { readonly name: string }> {
  if (contestId !== undefined && groupId === undefined) {
    const { id, name } = await contests.find(contestId);
    return { kind: 'contest', id, name };
  }
  if (contestId === undefined && groupId !== undefined) {
    const { id, name } = await groups.find(groupId);
    return { kind: 'group', id, name };
  }
  throw new OperatorError('Give the id of one contest, or of one group with --group.', { kind: 'settings' });
}

async function describe({ readBookletSource }: Core, booklet: Booklet) {
  const { language, made, failed } = booklet;
  const isCurrent = made?.madeOf === (await readBookletSource(booklet)).hash;
  const pending = made ? 'stale' : 'waiting';
  return {
    language,
    state: isCurrent ? 'ready' : failed ? `failed: ${failed.failure}` : pending,
    pages: made?.pages ?? null,
    size: made?.size ?? null,
    madeAt: made ? isoTime(made.madeAt) : null,
    missing: made?.statements.filter(({ page }) => page === null) ?? [],
  };
}
