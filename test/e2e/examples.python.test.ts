import { join } from 'node:path';
import { platformExampleContract } from '../contracts/platform-example.ts';
import { repositoryRoot, run } from '../support/server-process.ts';

const program = join(repositoryRoot, 'examples/python/lectern_example.py');

platformExampleContract('Python', (pdf, env) =>
  // Isolated: nothing of the machine's own packages and settings, so that the standard library has to do.
  run('python3', ['-I', '-S', program, pdf], { env: { PATH: process.env['PATH'], ...env } }),
);
