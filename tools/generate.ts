/**
 * `npm run generate` writes every generated file. With `--check` it writes nothing, and fails if one is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { makeOpenApiDocument } from '../src/app/openapi-command.ts';
import { commandReference } from './command-reference.ts';
import { edgeScript } from './edge-script.ts';
import { installPackages } from './install-packages.ts';
import { keyedPaths } from './keyed-paths.ts';
import { withErrors, withSettings, withStorageSettings } from './manual-tables.ts';
import { nginxModule } from './nginx-modules.ts';

installPackages('tools/checks');
const [{ clientSchemas, clientTypes }, { demoPdfs }, { webIcons }] = await Promise.all([
  import('./checks/client-types.ts'),
  import('./checks/demo-pdfs.ts'),
  import('./checks/web-icons.ts'),
]);

process.chdir(new URL('..', import.meta.url).pathname);
const isCheck = process.argv.includes('--check');

/** In order: the client is generated from the API document. */
const generated: ReadonlyArray<{
  readonly file: string;
  readonly make: () => string | Promise<string | Uint8Array>;
}> = [
  { file: 'openapi.json', make: async () => `${await makeOpenApiDocument()}\n` },
  { file: 'client/src/api-types.ts', make: clientTypes },
  { file: 'client/src/schemas.ts', make: clientSchemas },
  { file: 'client/src/keyed-paths.ts', make: keyedPaths },
  { file: 'docs/settings.md', make: () => withSettings(readFileSync('docs/settings.md', 'utf8')) },
  { file: 'docs/storage.md', make: () => withStorageSettings(readFileSync('docs/storage.md', 'utf8')) },
  { file: 'docs/errors.md', make: () => withErrors(readFileSync('docs/errors.md', 'utf8')) },
  { file: 'docs/commands.md', make: commandReference },
  { file: 'web/src/ui/icons.ts', make: () => webIcons('icons') },
  { file: 'web/src/ui/page-icons.ts', make: () => webIcons('page-icons') },
  {
    file: 'deploy/nginx/lectern/refusal-page.js',
    make: () => nginxModule('src/core/redeem/refusal-page.ts'),
  },
  { file: 'deploy/nginx/lectern/signed-url.js', make: () => nginxModule('signing/edge/verify.ts') },
  { file: 'deploy/nginx/lectern/problems.js', make: () => nginxModule('deploy/edge/src/problems.ts') },
  ...['worker', 'cloudfront-function', 'server'].map((name) => ({
    file: `deploy/edge/${name}.js`,
    make: () => edgeScript(name),
  })),
  ...demoPdfs,
];

const outdated: Array<string> = [];
for (const { file, make } of generated) {
  const content = Buffer.from(await make());
  if (existsSync(file) && readFileSync(file).equals(content)) continue;
  if (!isCheck) writeFileSync(file, content);
  outdated.push(file);
}

const names = outdated.join(', ');
if (isCheck && outdated.length > 0) {
  process.stderr.write(`Out of date: ${names}. Run "npm run generate", and commit what it writes.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(outdated.length > 0 ? `Wrote ${names}.\n` : 'All that is generated is up to date.\n');
}
