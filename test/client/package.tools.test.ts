import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { demoPassword, signIn, taskTitled } from '../support/api-client.ts';
import { examplePdf } from '../support/app.ts';
import { packedLibraries } from '../support/packed-libraries.ts';
import { outputOf, repositoryRoot, run, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sealEnvelope } from './sealed-envelope.ts';

const folder = temporaryFolder();
const home = join(folder, 'node_modules/lectern-client');
const client = join(repositoryRoot, 'client');
const readme = readFileSync(join(client, 'README.md'), 'utf8');
/** The pages with code for this package. */
const pages = ['client/README.md', 'docs/client.md', 'docs/embedding.md'];

const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');
const checks = join(repositoryRoot, 'tools/checks/node_modules/.bin');
let archive: string;

let server: ServerProcess;

before(async () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  ({ 'lectern-client': archive } = await packedLibraries());
  await outputOf('tar', ['-xzf', archive, '--strip-components=1', '-C', home], folder);
  server = await startServer('demo');
});
after(() => server.end());

describe('the package of the client', () => {
  it('has no dependencies, and imports nothing but its own files', () => {
    assert.equal(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).dependencies, undefined);
    for (const file of globSync('*.js', { cwd: home })) {
      for (const [, from = ''] of readFileSync(join(home, file), 'utf8').matchAll(
        /^(?:im|ex)port .* from '(.*)'/gm,
      )) {
        assert.match(from, /^\.\/[\w-]+\.js$/, file);
      }
    }
  });

  for (const [path, names] of [
    ['', 'LecternApiError,createLecternClient,createRangeTransport,ext,hashBlob,readPlatformMessage'],
    ['/embed', 'LecternApiError,defineLecternDocument,embedDocument'],
    [
      '/envelope',
      'EnvelopeError,createEnvelopeStore,envelopeCacheName,openEnvelope,prefetchEnvelope,unlockEnvelope',
    ],
    ['/webhook', 'verifyWebhook'],
  ] as const) {
    it(`can be imported in Node, without types: lectern-client${path}`, async () => {
      const program = `import * as client from 'lectern-client${path}'; console.log(Object.keys(client).sort().join());`;
      const args = ['--input-type=module', '--eval', program];
      assert.equal((await outputOf(process.execPath, args, folder)).trim(), names);
    });
  }

  it('is resolved alike by Node, TypeScript and bundlers', async () => {
    await outputOf(join(checks, 'attw'), [archive, '--profile', 'esm-only', '--no-color'], folder);
    await outputOf(join(checks, 'publint'), ['run', archive, '--strict'], folder);
  });

  it('has types for strict programs, with the schemas of the API in a namespace', async () => {
    const program = `
      import { createLecternClient, LecternApiError, type Schemas } from 'lectern-client';
      // @ts-expect-error: it would hide that of the DOM
      import type { Document } from 'lectern-client';
      export * from 'lectern-client/embed';
      export type * from 'lectern-client/envelope';
      export * from 'lectern-client/webhook';
      const client = createLecternClient({ baseUrl: 'https://lectern.example.org' });
      export const read = (taskId: string): Promise<Schemas.Task> =>
        client.get('/api/v1/tasks/{taskId}', { path: { taskId } });
      export const opensAt = (error: unknown): string | undefined =>
        error instanceof LecternApiError && error.code === 'not-open-yet' ? error.facts.opensAt : undefined;
      // @ts-expect-error: it would send a path of the API without base URL and token
      client.fetch('/api/v1/tasks');
    `;
    await checkStrictly('strict.ts', program);
  });

  it('has the schemas of openapi.json in that namespace, and no other types', async () => {
    const types = readFileSync(join(home, 'api-types.d.ts'), 'utf8');
    const names = Array.from(
      types.matchAll(/^export (?:type|interface) ([\w$]+)/gm),
      ([, name = '']) => name,
    );
    const document = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8'));
    const schemas = Object.keys(document.components.schemas);
    const others = names.filter((name) => !schemas.includes(name));
    assert.ok(others.includes('paths'));
    const program = [
      `import type { Schemas } from 'lectern-client';`,
      ...schemas.map((name) => `export type ${name} = Schemas.${name};`),
      ...others.map((name) => `// @ts-expect-error\nexport type ${name} = Schemas.${name};`),
    ];
    await checkStrictly('schemas.ts', program.join('\n'));
  });

  it('links from the page of a registry to nothing that only a checkout has', () => {
    const links = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    assert.ok(links.length > 5);
    assert.deepEqual(
      links.filter((link) => !/^(https:|#)/.test(link)),
      [],
    );
  });

  it('adds at most 8.2 kB to a page, minified and compressed, and 5 kB until a call takes several requests', async () => {
    const [first = 0, ...later] = await bundleSizes(`export { createLecternClient } from 'lectern-client';`);
    assert.equal(later.length, 1, 'the code for several requests is a separate file');
    assert.ok(first <= 5000, `${first} bytes`);
    const all = (await bundleSizes(`export * from 'lectern-client';`)).reduce((sum, bytes) => sum + bytes);
    assert.ok(all <= 8200, `${all} bytes`);
  });
});

async function checkStrictly(file: string, program: string): Promise<void> {
  writeFileSync(join(folder, file), program);
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const lib = ['--lib', 'es2024,dom,dom.iterable,dom.asynciterable', '--types', ''];
  await outputOf(tsc, [...options, ...lib, '--module', 'nodenext', '--target', 'es2024', file], folder);
}

/** Bytes of a program for browsers in Brotli: the initial script, then each file that is loaded later. */
async function bundleSizes(program: string): Promise<ReadonlyArray<number>> {
  const input = join(folder, 'bundled.js');
  writeFileSync(input, program);
  const bundles = await build({
    ...{ root: folder, configFile: false, logLevel: 'warn' },
    build: {
      ...{ write: false, target: 'es2024', lib: { entry: input, formats: ['es'], fileName: 'bundle' } },
      rolldownOptions: { output: { minify: true } }, // Vite keeps white space in libraries by default
    },
  });
  assert.ok(Array.isArray(bundles));
  const [bundle = assert.fail()] = bundles;
  const files = new Map(
    bundle.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
  );
  const atOnce = new Set<string>();
  const addWithImports = (name: string) => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    for (const imported of files.get(name)?.imports ?? []) addWithImports(imported);
  };
  for (const { isEntry, fileName } of files.values()) if (isEntry) addWithImports(fileName);
  const sizeOf = (name: string) => brotliCompressSync(files.get(name)?.code ?? '').length;
  const later = [...files.keys()].filter((name) => !atOnce.has(name));
  return [[...atOnce].reduce((sum, name) => sum + sizeOf(name), 0), ...later.map(sizeOf)];
}

/** Installs it without a compiler or anything else of the repository. */
describe('the first example of the README of the client', () => {
  const [, example = ''] = /^npm install .*lectern-client-.*\n```$.*?^```js\n(.*?)^```$/ms.exec(readme) ?? [];

  it('lists tasks in an empty folder, unchanged', async () => {
    const empty = temporaryFolder();
    await outputOf('npm', ['install', '--offline', '--no-audit', '--no-fund', archive], empty);
    writeFileSync(join(empty, 'tasks.mjs'), example.replace('http://localhost:8080', server.apiUrl));
    const { stdout, stderr } = await run(process.execPath, ['tasks.mjs'], { cwd: empty });
    assert.match(stdout, /^([0-9a-f-]{36} .+\n){10}$/, stderr);
  });
});

/** The sections of these pages whose code needs no page around it, and what they print. */
const printed: Readonly<Record<string, RegExp>> = {
  Lists: /^Glacier Paths\n(.+\n){11}$/,
  'Signing in': /^Tomasz Teacher\n$/,
  Errors: /^There is nothing to read\.\n$/,
  'Changing what others change too': /^It is .+ \(2026\)\n$/,
  'Making something once': /^true\n$/,
  'Replies that are not JSON': /^issueId,userId,[\s\S]*cut off after nothing\n$/,
  'In React': /<ul>(<li>[^<]+<\/li>){10}<\/ul>/,
  'Reading a document': /^\d+ pages\n$/m,
  'Hearing of new versions': /^Not heard any more: TimeoutError\n$/,
  'Sealed envelopes': /^(0\.pdf %PDF \d+|This program has no Cache Storage: .*)\n$/,
  'For a platform': /^created 1\nnull\n$/,
  Uploading: /^hashing 1\nsending 0\nsending 1\nchecking 0\nuploaded [0-9a-f-]{36}\n$/,
};

/** Appended to the code of a page. */
const rendering = `
  import { createElement } from 'react';
  import { renderToReadableStream } from 'react-dom/server.edge';
  const stream = await renderToReadableStream(createElement(App));
  await stream.allReady;
  console.log(await new Response(stream).text());
`;

describe('the code of the README and the manual of the client', () => {
  const { envelope, key } = sealEnvelope([examplePdf()]);
  const blocks = pages.flatMap((page) =>
    readFileSync(join(repositoryRoot, page), 'utf8')
      .split(/^##? /m)
      .flatMap((section) => {
        const title = section.slice(0, section.indexOf('\n'));
        return [...section.matchAll(/^```tsx?\n(.*?)^```$/gms)].map(([, code = '']) => ({ title, code }));
      }),
  );

  before(async () => {
    for (const [at, { code }] of blocks.entries()) writeFileSync(join(folder, `block-${at}.tsx`), code);
    writeFileSync(join(folder, 'sum.en.pdf'), examplePdf());
    writeFileSync(join(folder, 'contest.envelope'), envelope);
    for (const modules of ['@types', 'undici-types', 'pdfjs-dist', 'react', 'react-dom']) {
      symlinkSync(join(repositoryRoot, 'node_modules', modules), join(folder, 'node_modules', modules));
    }
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, jsx: 'react-jsx' },
      ...{ module: 'nodenext', target: 'es2024', outDir: 'out', types: ['node'] },
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.tsx'] }));
  });

  it('compiles in a browser and in Node', async () => {
    await outputOf(tsc, [], folder);
  });

  it('prints what is expected against a real server', async () => {
    const teacher = await signIn(server.apiUrl, 'teacher');
    const taskId = await taskTitled(teacher, 'Sum of Squares');
    // The notice of an upload may reach a program that begins to listen within a second.
    const uploadedTo = await taskTitled(teacher, 'Balanced Shelves');
    const keyCommand = ['api-keys', 'create', '--name', 'platform', '--scopes', 'sync,grant'];
    const apiKey = (await server.lectern(keyCommand)).stdout.trim();
    const secrets = {
      LECTERN_API_KEY: apiKey,
      LECTERN_TOKEN: teacher.token,
      LECTERN_PASSWORD: demoPassword,
      ENVELOPE_KEY: key,
    };
    const env = { ...process.env, ...secrets };
    for (const [at, { title, code }] of blocks.entries()) {
      if (code.includes("'lectern-client/embed'")) continue;
      const file = join(folder, `out/block-${at}.js`);
      const program = readFileSync(file, 'utf8')
        // A browser sends its cookie instead.
        .replace(/(baseUrl: 'https:[^']*') }/, "$1, token: process.env['LECTERN_TOKEN'] }")
        .replaceAll('https://lectern.example.org', server.apiUrl)
        .replaceAll('0198c0de-0000-7000-8000-000000000001', title === 'Uploading' ? uploadedTo : taskId)
        .replace('3_600_000', '500') // an hour
        .replace("from 'pdfjs-dist'", "from 'pdfjs-dist/legacy/build/pdf.mjs'");
      writeFileSync(file, program.includes('function App') ? program + rendering : program);
      const { stdout, stderr } = await run(process.execPath, [file], { cwd: folder, env });
      assert.match(stdout, printed[title] ?? /never/, `${title}: ${stderr}`);
    }
    assert.deepEqual(
      new Set(blocks.map(({ title }) => title)),
      new Set([...Object.keys(printed), 'With the library']),
    );
  });
});
