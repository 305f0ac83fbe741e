import { Command } from 'commander';
import { type Booklet, parseTimeZone } from '../../booklets/booklet.ts';
import { isoTime } from '../../clock.ts';
import type { Core } from '../../core.ts';
import { OperatorError } from '../../errors.ts';
import { parseLanguage } from '../../tasks/task.ts';
import { hint, print, printJson, printTable } from '../output.ts';
import { saveObject } from '../save-object.ts';
import { withCore } from '../with-core.ts';

const contestArgument = ['<contest>', 'contest id'] as const;
const languageOption = ['--language <tag>', 'language of the booklet, such as en or pl'] as const;

/** Stands for the account that asked for a booklet. */
const operator = 'operator';

export function bookletsCommand(): Command {
  return new Command('booklets')
    .description('all statements of a contest as one PDF, for each language')
    .addCommand(listCommand())
    .addCommand(makeCommand())
    .addCommand(saveCommand())
    .addCommand(removeCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('show the booklets of a contest')
    .argument(...contestArgument)
    .option('--json', 'print JSON')
    .action((contestId: string, { json }: { json?: true }) =>
      withCore(async (core) => {
        const contest = await core.contests.find(contestId);
        const rows = [];
        for (const booklet of await core.booklets.list(contest.id)) rows.push(await describe(core, booklet));
        if (json) return printJson(rows);
        printTable(
          ['LANGUAGE', 'STATE', 'PAGES', 'BYTES', 'MADE', 'NOT IN IT'],
          rows.map(({ language, state, pages, size, madeAt, missing }) => [
            ...[language, state, String(pages ?? '-'), String(size ?? '-'), madeAt ?? '-'],
            missing.map(({ label, problem }) => `${label} (${problem})`).join(', ') || '-',
          ]),
        );
      }),
    );
}

function makeCommand(): Command {
  return new Command('make')
    .description('have a booklet made now, and again by running servers whenever the contest changes')
    .argument(...contestArgument)
    .requiredOption(...languageOption)
    .option('--odd-pages', 'begin each statement on an odd page, for print on both sides')
    .option('--time-zone <name>', 'of the times on the cover', 'UTC')
    .addHelpText(
      'after',
      '\nExample:\n  $ lectern booklets make 0198… --language pl --odd-pages --time-zone Europe/Warsaw',
    )
    .action((contestId: string, options: { language: string; oddPages?: true; timeZone: string }) =>
      withCore(async (core) => {
        const contest = await core.contests.find(contestId);
        const wanted = await core.booklets.want({
          ...{ contestId: contest.id, language: parseLanguage(options.language), askedBy: operator },
          ...{ oddPages: options.oddPages === true, timeZone: parseTimeZone(options.timeZone) },
        });
        const failure = await core.bookletMaker.make(wanted, new AbortController().signal);
        if (failure === 'busy') return hint('A running server is making it.');
        if (failure !== undefined) throw new OperatorError(`The booklet could not be made: ${failure}.`);
        const { pages, missing } = await describe(core, await find(core, contestId, options.language));
        print(`${pages} pages`);
        for (const { label, problem } of missing) hint(`Not in it: ${label} (${problem})`);
      }),
    );
}

function saveCommand(): Command {
  return new Command('save')
    .description('save a booklet to a file')
    .argument(...contestArgument)
    .requiredOption(...languageOption)
    .requiredOption('--out <file>', 'target file; must not exist yet')
    .action((contestId: string, { language, out }: { language: string; out: string }) =>
      withCore(async (core) => {
        const booklet = await find(core, contestId, language);
        const { state } = await describe(core, booklet);
        if (!booklet.made)
          throw new OperatorError('The booklet has not been made yet: lectern booklets make');
        const missing = 'The file is missing in the storage: lectern booklets make';
        await saveObject(core, booklet.made.objectKey, out, missing);
        if (state !== 'ready') hint('The contest has changed since it was made: lectern booklets make');
      }),
    );
}

function removeCommand(): Command {
  return new Command('remove')
    .description('remove a booklet; its URLs end')
    .argument(...contestArgument)
    .requiredOption(...languageOption)
    .action((contestId: string, { language }: { language: string }) =>
      withCore(({ booklets }) => booklets.remove(contestId, parseLanguage(language))),
    );
}

const find = ({ booklets }: Core, contestId: string, language: string) =>
  booklets.find(contestId, parseLanguage(language));

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
