import { join } from 'node:path';
import { before, it } from 'node:test';
import { platformExampleContract } from '../contracts/platform-example.ts';
import { assertGoIsClean, buildGo, firstBuildMs } from '../support/go.ts';
import { repositoryRoot, run } from '../support/server-process.ts';

const module = join(repositoryRoot, 'examples/go');
let program: string;

before(
  async () => {
    program = await buildGo(module, 'example');
  },
  { timeout: firstBuildMs },
);

platformExampleContract('Go', (pdf, env) => run(program, [pdf], { env }));

it('the Go is formatted as gofmt does, and go vet finds nothing', () => assertGoIsClean(module));
