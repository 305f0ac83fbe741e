import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { outputOf, run } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Go compiles its standard library once on a machine, which uses two cores for a minute. */
export const firstBuildMs = 8 * 60_000;

const folder = temporaryFolder();

export const goEnvironment = {
  PATH: process.env['PATH'],
  // The location of Go's cache: compiling the standard library takes most of the time, once for all clones on
  // a machine.
  HOME: homedir(),
  GOPATH: folder,
  // Without the network, so only the standard library can be used.
  ...{ GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOWORK: 'off' },
  // The same flags for all, so that the standard library is compiled once.
  GOFLAGS: "'-gcflags=all=-N -l'",
};

/** Runs a command of Go in the folder of a module; it must succeed. */
export async function go(cwd: string, ...args: ReadonlyArray<string>): Promise<string> {
  const { code, stdout, stderr } = await run('go', args, { cwd, env: goEnvironment });
  assert.equal(code, 0, `go ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Builds the program of a module, and returns its path. */
export async function buildGo(module: string, name: string): Promise<string> {
  const program = join(folder, name);
  await go(module, 'build', '-o', program, '.');
  return program;
}

/** Asserts that a module is formatted as gofmt does, and that vet finds nothing. */
export async function assertGoIsClean(module: string): Promise<void> {
  assert.equal(await outputOf('gofmt', ['-d', '.'], module), '');
  await go(module, 'vet', './...');
}
