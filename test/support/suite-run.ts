import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { type RunOptions, run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect, stripVTControlCharacters } from 'node:util';
import type { Place } from './suites.ts';
import { sized } from './test-size.ts';
import { unitsVariable } from './variables.ts';

/** The longest time of a single test. */
const testTimeoutMs = sized(2 * 60_000, 4 * 60 * 60_000);
/** The longest time to load a suite, also on a busy machine. */
export const loadTimeoutMs = 2 * 60_000;
/** After this time without a test that begins or ends, the process is ended. */
const standstillMs = 2.5 * testTimeoutMs;
/** Of the reason of a failure, and of the suites' own output. */
const maxLines = 200;

export interface Failure {
  readonly place: Place;
  /** The suite that failed; several if a process did. */
  readonly files: ReadonlyArray<string>;
  /** With its reason, and the command that runs only that test. */
  readonly text: string;
}

export interface Outcome {
  readonly counts: { readonly passed: number; readonly skipped: number };
  readonly failures: ReadonlyArray<Failure>;
  /** How long each suite took, in milliseconds. Tests of a contract count for the contract. */
  readonly times: ReadonlyMap<string, number>;
  readonly output: string;
}

/** Runs suites in one process, one after the other, with Node's test runner. */
export async function runSuites(
  place: Place,
  files: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
  options: RunOptions,
): Promise<Outcome> {
  const only = files.length === 1 ? files[0] : undefined;
  // A loop without end that never waits also starves the timer of its test.
  const standstill = new AbortController();
  const watch = (ms: number) =>
    setTimeout(() => standstill.abort(new Error(`No test has begun or ended for ${ms / 1000} s.`)), ms);
  // None begins before all suites are loaded, each within its own time.
  let watching = watch(standstillMs + files.length * loadTimeoutMs);
  const events = run({
    ...options,
    files: [only ?? 'test/support/unit-suites.ts'],
    signal: standstill.signal,
    execArgv: [
      `--test-timeout=${testTimeoutMs}`,
      // A larger young generation saves a sixth of the CPU time, because many suites share the heap.
      '--max-semi-space-size=64',
      ...(options.execArgv ?? []),
    ],
    env: {
      NODE_COMPILE_CACHE: 'node_modules/.cache/tests', // types are stripped once, not in every process
      ...process.env,
      ...environment,
      ...(only === undefined && { [unitsVariable]: files.join(' ') }),
    },
  });
  const times = new Map<string, number>();
  const written: Array<string> = [];
  const failures: Array<Failure> = [];
  let counts = { passed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      clearTimeout(watching);
      watching = watch(standstillMs);
    }
    if (type === 'test:stdout' || type === 'test:stderr') written.push(data.message);
    if (type === 'test:summary' && data.file === undefined) counts = data.counts;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const suite = `${only ?? relative('', data.file ?? '')}${place === 'SQLite' ? '' : `, on ${place}`}`;
    if (data.nesting === 0) times.set(suite, (times.get(suite) ?? 0) + data.details.duration_ms);
    if (type === 'test:fail' && !hasFailedInside(data.details.error))
      failures.push(describe(data, place, files));
  }
  clearTimeout(watching);
  return { counts, failures, times, output: written.slice(-maxLines).join('') };
}

/** Whether the failure only reports a failed inner test, which is reported itself. */
const hasFailedInside = (error: Error) => 'failureType' in error && error.failureType === 'subtestsFailed';

type FailedTest = Extract<TestEvent, { type: 'test:fail' }>['data'];

function describe(test: FailedTest, place: Place, files: ReadonlyArray<string>): Failure {
  const { name, line = 0 } = test;
  const { error } = test.details;
  const file = relative('', test.file ?? '');
  // When a process failed, the error itself has the exit code and the signal.
  const cause = error.cause instanceof Error ? error.cause : error;
  const why = stripVTControlCharacters(inspect(cause, { depth: 6 }))
    .split('\n')
    .slice(0, maxLines);
  const usesContract = (suite: string) => readFileSync(suite, 'utf8').includes(basename(file));
  const isContract = file.includes('/contracts/');
  const suites = files.filter(
    (each) => files.length === 1 || each === file || (isContract && usesContract(each)),
  );
  const pattern = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll("'", `'\\''`);
  const on = place === 'SQLite' ? '' : `LECTERN_TEST_ON=${place.toLowerCase()} `;
  const title = `✖ ${'classname' in test ? `${test.classname} › ` : ''}${name}, on ${place}`;
  const isProcess = name.endsWith('unit-suites.ts');
  const failed = { place, files: suites.length > 0 ? suites : files };
  if ('failureType' in error && error.failureType === 'cancelledByParent')
    return { ...failed, text: `${title}: cancelled` };
  const text = [
    title,
    ...[`${file}:${line}`, ...why].map((each) => `  ${each}`),
    `  again: ${on}npm test -- ${failed.files.join(' ')}${isProcess ? '' : ` --test-name-pattern='${pattern}'`}\n`,
  ].join('\n');
  return { ...failed, text };
}
