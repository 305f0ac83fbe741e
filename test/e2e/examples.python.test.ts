import { join } from 'node:path';
import { platformExampleContract } from '../contracts/platform-example.ts';
import { isolated, pythonEnvironment } from '../support/python.ts';
import { repositoryRoot, run } from '../support/server-process.ts';

const program = join(repositoryRoot, 'examples/python/lectern_example.py');

platformExampleContract('Python', (pdf, env) =>
  run('python3', [...isolated, program, pdf], { env: { ...pythonEnvironment, ...env } }),
);
