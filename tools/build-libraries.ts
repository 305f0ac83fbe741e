import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `node tools/build-libraries.ts [FOLDER]` builds `client/dist` and `signing/dist`, in FOLDER if given: the libraries as npm publishes
 * them, in JavaScript with declarations. In this repository their names resolve to TypeScript.
 */
const root = join(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? root);

for (const library of ['client', 'signing']) {
  const home = join(root, library);
  const folder = join(target, library, 'dist');
  rmSync(folder, { recursive: true, force: true });
  execFileSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', join(home, 'tsconfig.package.json'), '--outDir', folder],
    { stdio: 'inherit' },
  );
  for (const file of ['README.md', 'LICENSE']) cpSync(join(home, file), join(folder, file));
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...manifest, exports: built(manifest.exports) }, null, 2)}\n`,
  );
}

/** `./src/index.ts` as the compiler's output files. */
function built(
  exports: Readonly<Record<string, string>>,
): Record<string, { types: string; default: string }> {
  return Object.fromEntries(
    Object.entries(exports).map(([name, source]) => {
      const path = source.replace('./src/', './').replace('.ts', '');
      return [name, { types: `${path}.d.ts`, default: `${path}.js` }];
    }),
  );
}
