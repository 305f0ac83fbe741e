#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `Lectern needs Node ${oldest} or later; this is ${process.versions.node}.\n` +
      'In a checkout, "npm ci" brings a current Node and the npm scripts use it.\n',
  );
  process.exitCode = 2;
} else {
  // Types are stripped and code is compiled once, not at every start. Where it cannot be written, nothing is lost.
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/lectern'));
  const [{ runCli }, { ignoreClosedPipes }] = await Promise.all([
    import('./cli/main.ts'),
    import('./cli/output.ts'),
  ]);
  ignoreClosedPipes();
  process.exitCode = await runCli(process.argv);
}
