import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { platformExampleContract } from '../contracts/platform-example.ts';
import { outputOf, repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const source = join(repositoryRoot, 'examples/go/main.go');
const folder = temporaryFolder();
const program = join(folder, 'example');

/** Go compiles its standard library once on a machine, which keeps two cores busy for a minute. */
const firstBuildMs = 8 * 60_000;

before(build, { timeout: firstBuildMs });

async function build(): Promise<void> {
  const { code, stderr } = await run('go', ['build', '-gcflags=all=-N -l', '-o', program, source], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      // Go's cache is there: compiling the standard library takes most of the time, once for all clones of a machine.
      HOME: homedir(),
      GOPATH: folder,
      // Nothing from the network, so that the standard library has to do.
      ...{ GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' },
    },
  });
  assert.equal(code, 0, stderr);
}

platformExampleContract('Go', (pdf, env) => run(program, [pdf], { env }));

it('the Go is formatted as gofmt does', async () => {
  assert.equal(await outputOf('gofmt', ['-d', source], folder), '');
});
