import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { run } from 'node:test';
import { inspect, stripVTControlCharacters } from 'node:util';
import type { Place } from './suites.ts';
import { sized } from './test-size.ts';
import { unitsVariable } from './variables.ts';

/** No single test may take longer. */
const testTimeoutMs = sized(2 * 60_000, 4 * 60 * 60_000);
/** Of the reason of a failure, and of what suites write themselves. */
const maxLines = 200;

export interface SuiteRun {
  readonly place: Place;
  /** In one process, one after the other. */
  readonly files: ReadonlyArray<string>;
}

export interface Outcome extends SuiteRun {
  readonly counts: { readonly passed: number; readonly skipped: number };
  /** Each with its reason, and the command that runs just that test. */
  readonly failures: ReadonlyArray<string>;
  /** How long the tests of each file took, in milliseconds. Those of a contract count for the file of the contract. */
  readonly msOf: ReadonlyMap<string, number>;
  /** What the suites wrote themselves. */
  readonly output: string;
}

/** Runs suites in one process, by Node's test runner. */
export async function runSuites(
  { place, files }: SuiteRun,
  environment: Readonly<Record<string, string>>,
  options: { readonly execArgv: ReadonlyArray<string>; readonly randomSeed?: number | undefined },
  onTest = () => {},
): Promise<Outcome> {
  const only = files.length === 1 ? files[0] : undefined;
  const { randomSeed } = options;
  const events = run({
    files: [only ?? 'test/support/unit-suites.ts'],
    isolation: 'process',
    timeout: 5 * testTimeoutMs,
    execArgv: [
      `--test-timeout=${testTimeoutMs}`,
      // Scavenging the heap of many suites takes a sixth less CPU time with a larger young generation.
      '--max-semi-space-size=64',
      ...options.execArgv,
    ],
    ...(randomSeed !== undefined && { randomize: true, randomSeed }),
    env: {
      NODE_COMPILE_CACHE: 'node_modules/.cache/tests', // types are stripped once, not in every process
      ...process.env,
      ...environment,
      ...(only === undefined && { [unitsVariable]: files.join(' ') }),
    },
  });
  const msOf = new Map<string, number>();
  const written: Array<string> = [];
  const failures: Array<string> = [];
  let counts = { passed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') written.push(data.message);
    if (type === 'test:summary' && data.file === undefined) counts = data.counts;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = only ?? relative('', data.file ?? '');
    if (data.nesting === 0) msOf.set(file, (msOf.get(file) ?? 0) + data.details.duration_ms);
    if (data.nesting === 0) onTest();
    if (type === 'test:fail' && !hasFailedInside(data.details.error))
      failures.push(describe(data, place, files));
  }
  return { place, files, counts, failures, msOf, output: written.slice(-maxLines).join('') };
}

/** Whether this tells only of a test inside, which tells of itself. */
const hasFailedInside = (error: Error) => 'failureType' in error && error.failureType === 'subtestsFailed';

interface FailedTest {
  readonly name: string;
  readonly classname?: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly details: { readonly error: Error };
}

function describe(test: FailedTest, place: Place, files: ReadonlyArray<string>): string {
  const { name, classname = '', details, line = 0 } = test;
  const file = relative('', test.file ?? '');
  const { error } = details;
  // Of a process that failed, the error itself has the exit code and the signal.
  const cause = error.cause instanceof Error ? error.cause : error;
  const why = stripVTControlCharacters(inspect(cause, { depth: 6 })).split('\n');
  const suites = files.filter((each) => files.length === 1 || each === file || usesContract(each, file));
  const pattern = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", `'\\''`);
  const on = place === 'SQLite' ? '' : `LECTERN_TEST_ON=${place.toLowerCase()} `;
  return [
    `✖ ${[classname, name].filter(Boolean).join(' › ')}, on ${place}`,
    `  ${file}:${line}`,
    ...why.slice(0, maxLines).map((each) => `  ${each}`),
    `  again: ${on}npm test -- ${suites.join(' ')} --test-name-pattern='${pattern}'\n`,
  ].join('\n');
}

const usesContract = (suite: string, contract: string): boolean =>
  contract.includes('/contracts/') && readFileSync(suite, 'utf8').includes(basename(contract));
