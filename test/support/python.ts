import { join } from 'node:path';
import { repositoryRoot } from './server-process.ts';

/** Without the machine's own packages, so only the standard library can be used; warnings of Python are errors. */
export const isolated: ReadonlyArray<string> = ['-B', '-s', '-S', '-W', 'error'];

/** Finds the module of the checkout. */
export const pythonEnvironment = {
  PATH: process.env['PATH'],
  PYTHONPATH: join(repositoryRoot, 'clients/python'),
};
