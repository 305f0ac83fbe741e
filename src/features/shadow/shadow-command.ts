import { Command, InvalidArgumentError } from 'commander';
import type { Cli } from '../../cli/cli.ts';
import { hint, printJson, printTable } from '../../cli/output.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { PlatformDecision } from './compare-decisions.ts';
import type { AnswerForm, LeftOutLine } from './read-answers.ts';
import type { ShadowDisagreementTable } from './tables.ts';

export function shadowCommand(cli: Cli): Command {
  const shadow = new Command('shadow').description(
    'compare the decisions of your platform with those of Lectern, before you rely on Lectern',
  );
  shadow.addHelpText('after', '\nExample:\n  $ lectern shadow report --limit 20');
  shadow.addCommand(compareCommand(cli));
  shadow.addCommand(reportCommand(cli));
  return shadow;
}

interface CompareOptions {
  readonly pattern?: RegExp;
  readonly allowed: ReadonlyArray<string>;
  readonly refused: ReadonlyArray<string>;
  readonly limit: number;
  readonly json?: true;
}

/** A step of a comparison: as many answers as a request can have. */
const perStep = 1000;

function compareCommand(cli: Cli): Command {
  return new Command('compare')
    .description('compare the answers in a log of your platform; stores nothing')
    .argument('<file>', 'log, also compressed with gzip (.gz); "-" is standard input')
    .option(
      '--pattern <regex>',
      'how a line has an answer, with the groups (?<task>…), (?<reader>…), (?<status>…) and (?<at>…); without it, lines are JSON',
      parsePattern,
    )
    .option('--allowed <status...>', 'HTTP statuses of answers that let someone read', ['200', '206', '304'])
    .option('--refused <status...>', 'HTTP statuses of answers that refuse', ['401', '403', '404', '410'])
    .option('--limit <number>', 'number of disagreements to list, at most 10000', parseLimit, 200)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ echo '{"task": "42", "reader": "7", "allowed": true, "at": "2026-12-01T09:00:00Z"}' | lectern shadow compare -
  $ lectern shadow compare access.log --pattern '^\\S+ \\S+ (?<reader>\\S+) \\[(?<at>[^\\]]+)\\] "GET /tasks/(?<task>\\d+)/statement\\S* [^"]*" (?<status>\\d+)'`,
    )
    .action((file: string, { limit, json, ...form }: CompareOptions) =>
      cli.withCore(async (core) => {
        const { createCompareDecisions } = await import('./compare-decisions.ts');
        const { createCountedDisagreements } = await import('./disagreements.ts');
        const compare = createCompareDecisions(core);
        const counted = createCountedDisagreements();
        const counts = { compared: 0, agree: 0, platform: 0, lectern: 0, leftOut: 0 };
        let firstLeftOut: LeftOutLine | undefined;
        for await (const { decisions, leftOut } of stepsOf(file, form, core.clock.nowMs())) {
          const found = await compare(decisions, undefined);
          counted.add(found);
          const allowed = found.filter((each) => each.allowed).length;
          counts.compared += decisions.length;
          counts.agree += decisions.length - found.length;
          counts.platform += allowed;
          counts.lectern += found.length - allowed;
          counts.leftOut += leftOut.length;
          firstLeftOut ??= leftOut[0];
        }
        const items = counted.list();
        if (json) {
          return printJson({ ...counts, items: items.slice(0, limit).map(inIso) });
        }
        printTable(
          ['ANSWERS', 'NUMBER'],
          [
            ['compared', String(counts.compared)],
            ['the same on both sides', String(counts.agree)],
            ['allowed only by your platform', String(counts.platform)],
            ['allowed only by Lectern', String(counts.lectern)],
            ['lines left out', String(counts.leftOut)],
          ],
        );
        if (items.length > 0) printDisagreements(items.slice(0, limit));
        if (items.length > limit) hint(`Listed ${limit} of ${items.length}. Use --limit to list more.`);
        if (firstLeftOut) hint(`Left out: first line ${firstLeftOut.line}, which ${firstLeftOut.why}.`);
      }),
    );
}

/** The lines of a log in steps of at most 1,000. */
async function* stepsOf(file: string, form: AnswerForm, nowMs: number) {
  const { readLogFile } = await import('lectern-access-logs');
  const { readAnswers } = await import('./read-answers.ts');
  const step = () => ({ decisions: [] as Array<PlatformDecision>, leftOut: [] as Array<LeftOutLine> });
  let next = step();
  for await (const answer of readAnswers(readLogFile(file).text, form, nowMs)) {
    if ('line' in answer) next.leftOut.push(answer);
    else next.decisions.push(answer);
    if (next.decisions.length + next.leftOut.length < perStep) continue;
    yield next;
    next = step();
  }
  yield next;
}

function reportCommand(cli: Cli): Command {
  return new Command('report')
    .description('list disagreements: people who may read a task by only one side; most serious first')
    .addHelpText('after', '\nExample:\n  $ lectern shadow report --limit 20')
    .option('--limit <number>', 'number of disagreements to list, at most 10000', parseLimit, 200)
    .option('--json', 'print JSON')
    .action(({ limit, json }: { limit: number; json?: true }) =>
      cli.withCore(async (core) => {
        const { createDisagreements } = await import('./disagreements.ts');
        const { report, keptDays } = createDisagreements(core);
        const { total, items } = await report(limit);
        if (json) return printJson({ total, items: items.map(inIso) });
        printDisagreements(
          items.map(({ name, externalId, task, ...item }) => ({
            ...item,
            taskId: task,
            externalId: name === null ? externalId : `${externalId} (${name})`,
          })),
          { header: 'KEY', of: (at) => items[at]?.apiKeyName ?? '' },
        );
        if (total > items.length) hint(`Listed ${items.length} of ${total}. Use --limit to list more.`);
        if (total === 0) {
          hint(
            `No disagreements in the last ${keptDays} days. Check that your platform sends its decisions.`,
          );
        }
      }),
    );
}

type Times = Pick<ShadowDisagreementTable, 'opensAt' | 'firstAt' | 'lastAt'>;

function inIso<Item extends Times>({ opensAt, firstAt, lastAt, ...item }: Item) {
  return {
    ...item,
    opensAt: isoTimeOrNull(opensAt),
    firstAt: isoTime(firstAt),
    lastAt: isoTime(lastAt),
  };
}

type Printed = Times & Pick<ShadowDisagreementTable, 'side' | 'reason' | 'externalId' | 'taskId' | 'count'>;

function printDisagreements(
  items: ReadonlyArray<Printed>,
  last?: { readonly header: string; readonly of: (at: number) => string },
): void {
  printTable(
    [
      ...['ALLOWED BY', 'REASON', 'READER', 'TASK', 'OPENS', 'TIMES', 'FIRST', 'LAST'],
      ...(last ? [last.header] : []),
    ],
    items.map((item, at) => [
      item.side,
      item.reason,
      item.externalId,
      item.taskId,
      isoTimeOrNull(item.opensAt) ?? '-',
      String(item.count),
      isoTime(item.firstAt),
      isoTime(item.lastAt),
      ...(last ? [last.of(at)] : []),
    ]),
  );
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('Use a whole number from 1 to 10000.');
}

function parsePattern(text: string): RegExp {
  const missing = ['task', 'reader', 'status'].filter((name) => !text.includes(`(?<${name}>`));
  if (missing.length > 0) {
    throw new InvalidArgumentError(`Name the groups ${missing.map((name) => `(?<${name}>…)`).join(', ')}.`);
  }
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
