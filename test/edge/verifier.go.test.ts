import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killAtExit, outputOf, repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { edgeVerifierContract } from './verifier-contract.ts';

edgeVerifierContract('in Go, by docs/signed-urls.md alone', async () => {
  const program = join(temporaryFolder(), 'verifier');
  await outputOf('go', ['build', '-o', program, 'main.go'], join(repositoryRoot, 'examples/edge-go'));
  const child: ChildProcessWithoutNullStreams = spawn(program);
  killAtExit(child);
  const lines = createInterface(child.stdout);
  return {
    stop: () => child.kill(),
    async verify(question) {
      const answered = once(lines, 'line');
      child.stdin.write(`${JSON.stringify(question)}\n`);
      const [line] = await answered;
      return JSON.parse(line);
    },
  };
});
