#!/usr/bin/env node
// The one file that every Node from 10 on can read, so that an old one says what is missing instead of how it failed.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `lectern: Lectern needs Node ${oldest} or later; this is ${process.versions.node}. ` +
      'In a checkout, "npm ci" brings a current Node, which the npm scripts use.\n',
  );
  process.exitCode = 2;
} else {
  // Types are stripped and code is compiled once, not at every start. Where it cannot be written, nothing is lost.
  const { enableCompileCache, findPackageJSON } = require('node:module');
  enableCompileCache(
    require('node:path').join(findPackageJSON('.', __filename), '../node_modules/.cache/lectern'),
  );
  void import('#cli').then(async ({ runCli, tellFailedOutput }) => {
    tellFailedOutput();
    process.exitCode = await runCli(process.argv);
  });
}
