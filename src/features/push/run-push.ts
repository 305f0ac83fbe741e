import type { Schemas } from 'lectern-client';
import { type ReadOptions, toLanguage } from 'lectern-problems';
import {
  createPushApi,
  describeResult,
  describeSummary,
  type ProblemResult,
  type PushSummary,
  planPaths,
  pushProblems,
  type ReadPath,
  summarize,
} from 'lectern-push';
import type { Cli } from '../../cli/cli.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { hint, print, printJson, toTerminalLine } from '../../cli/output.ts';
import { createProgressBar } from '../../cli/progress.ts';
import { openServer, type ServerOptions, settingsError } from './open-server.ts';

export interface PushCommandOptions extends ServerOptions {
  readonly prefix?: string;
  readonly idFrom?: ReadOptions['idFrom'];
  readonly language?: string;
  readonly keepTitles?: true;
  readonly owner?: ReadonlyArray<string>;
  readonly reason?: ReadonlyArray<string>;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Pushes, prints the result of each problem and the totals, and returns the exit code. */
export async function runPush(
  paths: ReadonlyArray<string>,
  options: PushCommandOptions,
  environment: Cli['environment'],
): Promise<number> {
  const { prefix, idFrom, keepTitles = false, owner: owners = [], dryRun = false, json } = options;
  if (prefix?.startsWith('ext:')) {
    throw settingsError(
      '--prefix must not begin with "ext:", which is no part of an external id. Leave it out.',
    );
  }
  const server = await openServer(options, environment);
  const reason = parseReason(options.reason);
  const plan = await planPaths(paths, { prefix, idFrom, language: parseLanguage(options.language) });
  plan.read.forEach(tellLeftOut);
  const api = createPushApi({ ...server, reason });

  const results: Array<ProblemResult> = [];
  const tell = (result: ProblemResult) =>
    json ? printJson({ type: 'problem', ...result }, 0) : print(describeResult(result, toTerminalLine));
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
    await pushProblems(plan, { api, dryRun, keepTitles, owners, onResult, onBytes: bytes.onBytes });
  } finally {
    bytes.end();
    if (bytes.isShown) failuresLast(results).forEach(tell);
  }
  const summary = summarize(results, { dryRun });
  if (json) printJson({ type: 'summary', ...summary }, 0);
  else hint(describeSummary(summary));
  return exitCodeOf(summary);
}

/** Puts failures at the end, where they are seen after hundreds of lines. */
const failuresLast = (results: ReadonlyArray<ProblemResult>) =>
  results.toSorted((a, b) => Number(a.outcome === 'failed') - Number(b.outcome === 'failed'));

/** Reports only PDFs: a repository may have many other links. */
function tellLeftOut({ path, source }: ReadPath): void {
  for (const { path: left, why } of source.leftOut) {
    if (/\.pdf$/i.test(left)) hint(toTerminalLine(`lectern: ${path}: "${left}" ${why}, so it is not used.`));
  }
}

function parseLanguage(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const language = toLanguage(text);
  if (language) return language;
  throw settingsError('--language is not valid. Use a BCP 47 language tag, such as "en" or "pt-BR".');
}

function parseReason(lines: ReadonlyArray<string> | undefined): Schemas.ChangeReason | undefined {
  if (lines === undefined) return undefined;
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
