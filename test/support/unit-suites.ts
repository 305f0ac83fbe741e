import { resolve } from 'node:path';
import { before } from 'node:test';
import { pathToFileURL } from 'node:url';
import './mocked-timers.ts';
import { loadTimeoutMs } from './suite-run.ts';
import { unitsVariable } from './variables.ts';

/**
 * Many unit suites in one process, because starting one takes longer than most of them. No test begins before all are
 * loaded: Node would treat what a suite loads during a test as a part of that test, and end it with the test.
 */
const { promise: areLoaded, resolve: begin, reject: fail } = Promise.withResolvers<void>();
// A busy machine may take minutes for all of them together.
before(() => areLoaded, { timeout: Number.POSITIVE_INFINITY });
for (const file of process.env[unitsVariable]?.split(' ') ?? []) {
  const timer = setTimeout(() => fail(new Error(`${file} does not load.`)), loadTimeoutMs);
  await import(pathToFileURL(resolve(file)).href);
  clearTimeout(timer);
}
begin();
