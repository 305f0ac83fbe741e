import { resolve } from 'node:path';
import { before } from 'node:test';
import { pathToFileURL } from 'node:url';
import './mocked-timers.ts';
import { unitsVariable } from './variables.ts';

/**
 * Many unit suites in one process, because starting one takes longer than most of them. No test begins before all are
 * loaded: Node would treat what a suite loads during a test as a part of that test, and end it with the test.
 */
const { promise: areLoaded, resolve: begin } = Promise.withResolvers<void>();
before(() => areLoaded);
for (const file of process.env[unitsVariable]?.split(' ') ?? [])
  await import(pathToFileURL(resolve(file)).href);
begin();
