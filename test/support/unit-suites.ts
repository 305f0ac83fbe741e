import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unitsVariable } from './variables.ts';

/** Many unit suites in one process, as starting one takes longer than most of them. */
for (const file of process.env[unitsVariable]?.split(' ') ?? [])
  await import(pathToFileURL(resolve(file)).href);
