import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { installPackages } from './install-packages.ts';

/**
 * `node tools/bundle.ts [FOLDER] [--no-manual]` builds Lectern as a folder that needs only Node and starts twice as fast as a checkout: the
 * content of the npm package, the Debian package and the container image. The web app must be built first. Dependencies are bundled into
 * scripts; those that only some installations need are in separate scripts.
 */
const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'no-manual': { type: 'boolean' } },
});
const folder = resolve(positionals[0] ?? join(root, 'dist'));

/** The names in `imports` of package.json, and their paths in the folder. */
const scripts = {
  '#cli': 'cli.js',
  '#examiner-process': 'examiner-process.js',
  '#examiner-watchdog': 'examiner-watchdog.js',
  '#sqlite-reader': 'sqlite-reader.js',
  '#bookbinder-process': 'bookbinder-process.js',
} as const;
const copied = {
  '#web/*': 'web',
  '#fonts/*': 'fonts',
  '#demo-files/*': 'demo-files',
  '#api-reference/*': 'api-reference',
};
const assets = { ...copied, '#manual/*': 'manual' };

const sources = Object.entries(scripts).map(([name, file]) => {
  return [file.replace('.js', ''), join(root, packageJson.imports[name as keyof typeof scripts])] as const;
});
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true },
  // For packages in CommonJS; Lectern provides all files that they would look for there.
  define: { __dirname: 'import.meta.dirname' },
  build: {
    ssr: true,
    outDir: folder,
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'node24',
    license: { fileName: 'THIRD-PARTY-LICENSES.md' },
    rolldownOptions: {
      input: Object.fromEntries(sources),
      checks: { bundlerTimings: false },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

for (const name of ['README.md', 'LICENSE']) cpSync(join(root, name), join(folder, name));
cpSync(join(root, 'src/main.cjs'), join(folder, 'main.cjs'));
for (const [name, target] of Object.entries(copied)) {
  const anyFile = import.meta.resolve(name.replace('*', 'index.html'));
  cpSync(dirname(fileURLToPath(anyFile)), join(folder, target), { recursive: true });
}
if (!values['no-manual']) {
  installPackages('docs');
  execFileSync(
    join(root, 'docs/node_modules/.bin/vitepress'),
    ['build', 'docs', '--outDir', join(folder, 'manual')],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

const { name, version, description, license, type, engines } = packageJson;
const imports = {
  ...Object.fromEntries(Object.entries(scripts).map(([key, file]) => [key, `./${file}`])),
  ...Object.fromEntries(Object.entries(assets).map(([key, target]) => [key, `./${target}/*`])),
};
const manifest = {
  name,
  version,
  description,
  license,
  type,
  engines,
  bin: { lectern: 'main.cjs' },
  imports,
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
