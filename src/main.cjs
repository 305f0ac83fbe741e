#!/usr/bin/env node
// The only file that Node 10 and later can parse, so that an old Node reports the required version instead of a syntax error.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `lectern: Lectern needs Node ${oldest} or later; this is ${process.versions.node}. ` +
      'In a checkout, "npm ci" installs a current Node, which the npm scripts use.\n',
  );
  process.exitCode = 2;
} else {
  // Caches stripped and compiled code between starts. An unwritable cache only makes starts slower.
  const { enableCompileCache, findPackageJSON } = require('node:module');
  enableCompileCache(
    require('node:path').join(findPackageJSON('.', __filename), '../node_modules/.cache/lectern'),
  );
  void import('#cli').then(async ({ runCli, tellFailedOutput }) => {
    tellFailedOutput();
    process.exitCode = await runCli(process.argv);
  });
}
