import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { killAtExit } from './server-process.ts';
import { sized } from './test-size.ts';

/** No single test may take longer. */
const timeoutMs = sized(2 * 60_000, 4 * 60 * 60_000);

/** The line above all that failed. Node's exit code says nothing of an `after` that fails in one process. */
const failures = 'failing tests:';
/** As much as can be read of why something failed. */
const maxFailureLines = 200;

/** Scavenging the heap of so many suites takes a sixth less CPU time with a larger young generation. */
const ofOneProcess = ['--test-isolation=none', '--max-semi-space-size=64'];

export interface SuiteRun {
  /** Whether everything passed, once all files have run. */
  readonly ended: Promise<boolean>;
  /** What failed and why, line by line, once all files have run. */
  readonly failed: ReadonlyArray<string>;
  /** Shows what was written so far and all that follows, up to the end. */
  show(): Promise<void>;
}

/** How the files of a run share processes: all in one, or each in one of its own, so many at a time. */
export type Isolation = 'none' | { readonly processes: number };

/**
 * Runs test files by Node's test runner in a process of its own. Several runs may go on at the same time: each keeps
 * its output until it is shown.
 */
export function startSuiteRun(
  title: string,
  files: ReadonlyArray<string>,
  options: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
  isolation: Isolation,
): SuiteRun {
  // A run in a test is one of its own, and not a part of it.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const hasReporter = options.some((option) => option.startsWith('--test-reporter'));
  const child = spawn(
    process.execPath,
    [
      '--test',
      ...(hasReporter ? [] : ['--test-reporter=spec']),
      ...(isolation === 'none' ? ofOneProcess : [`--test-concurrency=${isolation.processes}`]),
      `--test-timeout=${timeoutMs}`,
      ...options,
      ...files,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
        NODE_COMPILE_CACHE: 'node_modules/.cache/tests', // types are stripped once, not in every process
        ...inherited,
        ...environment,
      },
    },
  );
  killAtExit(child);
  const held: Array<string> = [`\nOn ${title}: ${files.length} files\n\n`];
  let write = (text: string): void => void held.push(text);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => write(text));
  }
  const failed: Array<string> = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const isPartOfIt = failed.length > 0 || line.includes(failures);
    if (isPartOfIt && failed.length < maxFailureLines) failed.push(line);
  });
  const ended = once(child, 'close').then(([code]) => code === 0 && failed.length === 0);
  return {
    ended,
    failed,
    async show() {
      write = (text) => void process.stdout.write(text);
      for (const text of held.splice(0)) write(text);
      await ended;
    },
  };
}
