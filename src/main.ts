#!/usr/bin/env node
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `Lectern needs Node ${oldest} or later; this is ${process.versions.node}.\n` +
      'In a checkout, "npm ci" brings a current Node and the npm scripts use it.\n',
  );
  process.exitCode = 2;
} else {
  const { runCli } = await import('./cli/main.ts');
  process.exitCode = await runCli(process.argv);
}
