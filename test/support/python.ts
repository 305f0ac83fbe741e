import { join } from 'node:path';
import { repositoryRoot } from './server-process.ts';

/** Nothing of the machine's own packages, so that the standard library has to do; what Python warns of is an error. */
export const isolated: ReadonlyArray<string> = ['-B', '-s', '-S', '-W', 'error'];

/** Finds our module, as a checkout has it. */
export const pythonEnvironment = {
  PATH: process.env['PATH'],
  PYTHONPATH: join(repositoryRoot, 'clients/python'),
};
