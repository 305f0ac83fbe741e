import { realpath } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { Schemas } from 'lectern-client';
import type { LeftOut, ReadOptions } from 'lectern-problems';
import type { Cli } from '../../cli/cli.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { hint, print, printJson, toTerminalLine } from '../../cli/output.ts';
import { createProgressBar } from '../../cli/progress.ts';
import { otherHost } from '../../config/remote-address.ts';
import { OperatorError } from '../../lib/errors.ts';
import { parsePlainUrl } from '../../lib/setting.ts';
import { readApiKey } from './api-key.ts';
import type { ReadPath } from './plan-push.ts';
import type { ProblemResult } from './push-problems.ts';
import { describeResult, describeSummary, type PushSummary, summarize } from './push-report.ts';

interface Options {
  readonly url: string;
  readonly keyFile?: string;
  readonly prefix?: string;
  readonly idFrom?: ReadOptions['idFrom'];
  readonly language?: string;
  readonly keepTitles?: true;
  readonly owner?: ReadonlyArray<string>;
  readonly reason?: ReadonlyArray<string>;
  readonly dryRun?: true;
  readonly json?: true;
}

export function pushCommand({ environment }: Cli): Command {
  return new Command('push')
    .description(
      'upload the statements and attachments of problem packages to a running server; unchanged files are skipped',
    )
    .argument(
      '<path...>',
      'folders, .zip or .tgz files in the format of ICPC/Kattis, DOMjudge, CMS, Polygon or sinol, or with PDFs named name.lang.pdf',
    )
    .requiredOption('--url <url>', 'address of the server, such as https://lectern.example.org')
    .option('--key-file <file>', 'file with an API key (default: the environment variable LECTERN_API_KEY)')
    .option('--prefix <text>', 'text to put before every external id, such as "kattis:"')
    .addOption(
      new Option(
        '--id-from <folder|file>',
        'take external ids from the names of folders, or of archives and PDFs (default: as each format defines)',
      ).choices(['folder', 'file']),
    )
    .option(
      '--language <tag>',
      'language of statements that do not name theirs, such as "pl" (default: the language of the task, if it exists)',
    )
    .option('--keep-titles', 'do not change titles of existing tasks; PDFs without a package never do')
    .option(
      '--owner <email>',
      'e-mail address of an owner of the tasks, besides the key (repeatable)',
      (email: string, others: ReadonlyArray<string> = []) => [...others, email],
    )
    .option(
      '--reason <tag=text>',
      'why PDFs are replaced, shown to people who are reading them, such as "en=Sample 2 was wrong" (repeatable, one per language)',
      (line: string, others: ReadonlyArray<string> = []) => [...others, line],
    )
    .option('--dry-run', 'show what would be done, and change nothing')
    .option('--json', 'print JSON: one line per problem, and one with the totals')
    .addHelpText(
      'after',
      `
Example:
  $ lectern push problems/ --url https://lectern.example.org --key-file ~/.lectern-key --dry-run`,
    )
    .action(async (paths: ReadonlyArray<string>, options: Options) => {
      const summary = await push(paths, options, environment);
      process.exitCode = exitCodeOf(summary);
    });
}

async function push(
  paths: ReadonlyArray<string>,
  options: Options,
  environment: Cli['environment'],
): Promise<PushSummary> {
  const { prefix, idFrom, keepTitles = false, owner: owners = [], dryRun = false, json } = options;
  const baseUrl = parseServerUrl(options.url);
  const apiKey = await readApiKey(options.keyFile, environment);
  const reason = await parseReason(options.reason);
  const [{ planPush }, { createPushApi }, { pushProblems }] = await Promise.all([
    import('./plan-push.ts'),
    import('./push-api.ts'),
    import('./push-problems.ts'),
  ]);
  const { read, refused } = await readPaths(paths, {
    language: await parseLanguage(options.language),
    idFrom,
  });
  const plan = planPush(read, prefix === undefined ? {} : { prefix });
  const onPause = (pauseMs: number) => {
    if (pauseMs >= 5000) hint(`lectern: The server is busy. Waiting ${Math.ceil(pauseMs / 1000)} s.`);
  };
  const api = createPushApi({ baseUrl, apiKey, reason, onPause });

  const results: Array<ProblemResult> = [];
  const tell = (result: ProblemResult) =>
    json ? printJson({ type: 'problem', ...result }, 0) : print(describeResult(result));
  const bytes = createByteBar(
    plan.problems.flatMap(({ documents, attachments }) =>
      [...documents, ...attachments].map(({ size }) => size),
    ),
  );
  const onResult = (result: ProblemResult) => {
    results.push(result);
    if (!bytes.isShown) tell(result); // a terminal gets the lines after the progress bar
  };
  try {
    for (const result of refused) onResult(result);
    await pushProblems(plan, { api, dryRun, keepTitles, owners, onResult, onBytes: bytes.onBytes });
  } finally {
    bytes.end();
    if (bytes.isShown) failuresLast(results).forEach(tell);
  }
  const summary = summarize(results, { dryRun });
  if (json) printJson({ type: 'summary', ...summary }, 0);
  else hint(describeSummary(summary));
  return summary;
}

/** Puts failures at the end, where they are seen after hundreds of lines. */
const failuresLast = (results: ReadonlyArray<ProblemResult>) =>
  results.toSorted((a, b) => Number(a.outcome === 'failed') - Number(b.outcome === 'failed'));

/**
 * Reads each path once. A path without a readable package becomes a failed problem.
 * @throws errors of the system, before anything is sent
 */
async function readPaths(paths: ReadonlyArray<string>, options: ReadOptions) {
  const [{ openPath }, { findProblems, PackageError }] = await Promise.all([
    import('./disk-source.ts'),
    import('lectern-problems'),
  ]);
  const read: Array<ReadPath> = [];
  const refused: Array<ProblemResult> = [];
  const known = new Set<string>();
  for (const path of paths) {
    const place = await realpath(path);
    if (known.has(place)) continue;
    known.add(place);
    try {
      const source = await openPath(place);
      const found = await findProblems(source, options);
      read.push({ path, source, found });
      tellLeftOut(path, source.leftOut);
    } catch (error) {
      if (!(error instanceof PackageError)) throw error;
      const { code, message } = error;
      refused.push({
        place: path,
        externalId: undefined,
        title: undefined,
        outcome: 'failed',
        documents: [],
        attachments: [],
        withoutPdf: [],
        leftOut: [],
        error: { code, message },
      });
    }
  }
  return { read, refused };
}

/** Reports only PDFs: a repository may have many other links. */
function tellLeftOut(path: string, leftOut: ReadonlyArray<LeftOut>): void {
  for (const { path: left, why } of leftOut) {
    if (/\.pdf$/i.test(left)) hint(toTerminalLine(`lectern: ${path}: "${left}" ${why}, so it is not used.`));
  }
}

function parseServerUrl(text: string): string {
  const url = parsePlainUrl(text);
  if (!url) {
    throw settingsError(
      '--url is not valid. Give the address of a server, such as https://lectern.example.org.',
    );
  }
  if (url.protocol === 'http:' && otherHost(url)) {
    hint('lectern: The API key is sent unencrypted. Use https.');
  }
  return url.href.replace(/\/+$/, '');
}

async function parseLanguage(text: string | undefined): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const { toLanguage } = await import('lectern-problems');
  const language = toLanguage(text);
  if (language) return language;
  throw settingsError('--language is not valid. Use a BCP 47 language tag, such as "en" or "pt-BR".');
}

async function parseReason(
  lines: ReadonlyArray<string> | undefined,
): Promise<Schemas.ChangeReason | undefined> {
  if (lines === undefined) return undefined;
  const { toLanguage } = await import('lectern-problems');
  return Object.fromEntries(
    lines.map((line) => {
      const [, tag = '', text = ''] = /^([^=]+)=(.+)$/s.exec(line) ?? [];
      const language = toLanguage(tag);
      if (language) return [language, text];
      throw settingsError(
        '--reason is not valid. Write a language tag, "=" and one line of text, such as "en=Sample 2 was wrong".',
      );
    }),
  );
}

const settingsError = (message: string) => new OperatorError(message, { kind: 'settings' });

/** Progress over all files. Those that the server already has count immediately. */
function createByteBar(sizes: ReadonlyArray<number>) {
  const { onProgress, end } = createProgressBar();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  return {
    isShown: process.stderr.isTTY === true,
    onBytes(more: number) {
      done += more;
      onProgress('statements', done, total);
    },
    end,
  };
}

function exitCodeOf({ problems, failed, errors }: PushSummary): number {
  if (problems === 0) return exitCodes.no.code;
  if (failed === 0) return exitCodes.done.code;
  if (failed < problems) return exitCodes.partly.code;
  return errors.includes('network') ? exitCodes.unavailable.code : exitCodes.no.code;
}
