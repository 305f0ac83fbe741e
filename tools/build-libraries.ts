import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `node tools/build-libraries.ts [FOLDER]` builds `client/dist` and `signing/dist`, in FOLDER if given: the libraries as npm publishes
 * them, in JavaScript with declarations. In this repository their names resolve to TypeScript. `signing` also is there for CommonJS,
 * because backends are; the client finds its own file by `import.meta`.
 */
const root = join(import.meta.dirname, '..');
const target = resolve(process.argv[2] ?? root);

for (const library of ['client', 'signing']) {
  const home = join(root, library);
  const folder = join(target, library, 'dist');
  rmSync(folder, { recursive: true, force: true });
  const compile = (outDir: string, ...options: ReadonlyArray<string>) =>
    execFileSync(
      join(root, 'node_modules/.bin/tsc'),
      ['-p', join(home, 'tsconfig.package.json'), '--outDir', outDir, ...options],
      { stdio: 'inherit' },
    );
  compile(folder);
  const hasCommonJs = library === 'signing';
  if (hasCommonJs) {
    const options = '--module commonjs --moduleResolution bundler --verbatimModuleSyntax false';
    compile(join(folder, 'cjs'), ...options.split(' '));
    writeFileSync(join(folder, 'cjs/package.json'), '{ "type": "commonjs" }\n');
  }
  for (const file of ['README.md', 'LICENSE']) cpSync(join(home, file), join(folder, file));
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...manifest, exports: built(manifest.exports, hasCommonJs) }, null, 2)}\n`,
  );
}

/** `./src/index.ts` as the compiler's output files. */
function built(exports: Readonly<Record<string, string>>, hasCommonJs: boolean) {
  return Object.fromEntries(
    Object.entries(exports).map(([name, source]) => {
      const path = source.replace(/^\.\/(src\/)?/, '').replace('.ts', '');
      const filesIn = (folder: string) => ({
        types: `${folder}/${path}.d.ts`,
        default: `${folder}/${path}.js`,
      });
      return [name, hasCommonJs ? { import: filesIn('.'), require: filesIn('./cjs') } : filesIn('.')];
    }),
  );
}
