import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { demoPassword, signIn, taskTitled } from '../support/api-client.ts';
import { examplePdf } from '../support/app.ts';
import { packedLibraries } from '../support/packed-libraries.ts';
import { outputOf, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sealEnvelope } from './sealed-envelope.ts';

const folder = temporaryFolder();
const home = join(folder, 'node_modules/lectern-client');
const client = join(repositoryRoot, 'client');

const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');
let archive: string;

before(async () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  ({ 'lectern-client': archive } = await packedLibraries());
  await outputOf('tar', ['-xzf', archive, '--strip-components=1', '-C', home], folder);
});

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

  it('can be imported in Node, without types', async () => {
    const program = `import * as client from 'lectern-client'; console.log(Object.keys(client).sort().join());`;
    writeFileSync(join(folder, 'names.js'), program);
    const names = await outputOf(process.execPath, ['names.js'], folder);
    assert.equal(
      names.trim(),
      'LecternApiError,createLecternClient,createRangeTransport,hashBlob,readPlatformMessage',
    );
    writeFileSync(join(folder, 'names.js'), program.replace('lectern-client', 'lectern-client/embed'));
    const ofPages = await outputOf(process.execPath, ['names.js'], folder);
    assert.equal(ofPages.trim(), 'LecternApiError,defineLecternDocument,embedDocument');
    writeFileSync(join(folder, 'names.js'), program.replace('lectern-client', 'lectern-client/envelope'));
    const ofEnvelopes = await outputOf(process.execPath, ['names.js'], folder);
    assert.equal(
      ofEnvelopes.trim(),
      'EnvelopeError,createEnvelopeStore,envelopeCacheName,openEnvelope,prefetchEnvelope,unlockEnvelope',
    );
  });

  it('is resolved alike by Node, by TypeScript and by bundlers', async () => {
    const attw = join(repositoryRoot, 'tools/checks/node_modules/.bin/attw');
    await outputOf(attw, [archive, '--profile', 'esm-only', '--no-color'], folder);
  });
});

/** The code of each section of the README, where it belongs to no page around it, and what it prints. */
const printed: Readonly<Record<string, RegExp>> = {
  'lectern-client': /^([0-9a-f-]{36} .+\n){10}$/,
  Lists: /^Glacier Paths\n(.+\n){11}$/,
  'Signing in': /^Tomasz Teacher\n$/,
  Errors: /^There is nothing to read\.\n$/,
  'Changing what others change too': /^It is .+ \(2026\)\n$/,
  'Making something once': /^true\n$/,
  'Replies that are not JSON': /^issueId,userId,[\s\S]*cut off after nothing\n$/,
  'In React': /<ul>(<li>[^<]+<\/li>){10}<\/ul>/,
  "Last year's contest again": /^.+, again 2100-10-01T08:00:00Z\n$/,
  'Reading a PDF': /^\d+ pages\n$/m,
  'Hearing of new versions': /^Not heard any more: TimeoutError\n$/,
  'Sealed envelopes': /^(0\.pdf %PDF \d+|This program has no Cache Storage: .*)\n$/,
  Uploading: /^hashing 1\nsending 0\nsending 1\nchecking 0\nuploaded [0-9a-f-]{36}\n$/,
};

/** Put below the code of a page. */
const rendering = `
  import { createElement } from 'react';
  import { renderToReadableStream } from 'react-dom/server.edge';
  const stream = await renderToReadableStream(createElement(App));
  await stream.allReady;
  console.log(await new Response(stream).text());
`;

describe('the code of the README of the client', () => {
  const { envelope, key } = sealEnvelope([examplePdf()]);
  const readme = readFileSync(join(client, 'README.md'), 'utf8');
  const blocks = readme.split(/^##? /m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/^```tsx?\n(.*?)^```$/gms)].map(([, code = '']) => ({ title, code }));
  });

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

  it('agrees with its types, in a browser and in Node', async () => {
    await outputOf(tsc, [], folder);
  });

  it('does what it says, against a real server', async () => {
    const server = await startServer('demo');
    try {
      const teacher = await signIn(server.apiUrl, 'teacher');
      const taskId = await taskTitled(teacher, 'Sum of Squares');
      const secrets = { LECTERN_TOKEN: teacher.token, LECTERN_PASSWORD: demoPassword, ENVELOPE_KEY: key };
      const env = { ...process.env, ...secrets };
      for (const [at, { title, code }] of blocks.entries()) {
        if (code.includes("'lectern-client/embed'")) continue;
        const file = join(folder, `out/block-${at}.js`);
        const program = readFileSync(file, 'utf8')
          // A browser sends its cookie.
          .replace(/(baseUrl: 'https:[^']*') }/, "$1, token: process.env['LECTERN_TOKEN'] }")
          .replaceAll('https://lectern.example.org', server.apiUrl)
          .replaceAll('0198c0de-0000-7000-8000-000000000001', taskId)
          .replace('3_600_000', '500') // an hour
          .replace("from 'pdfjs-dist'", "from 'pdfjs-dist/legacy/build/pdf.mjs'");
        writeFileSync(file, program.includes('function App') ? program + rendering : program);
        const { stdout, stderr } = await run(process.execPath, [file], { cwd: folder, env });
        assert.match(stdout, printed[title] ?? /never/, `${title}: ${stderr}`);
      }
      assert.deepEqual(
        new Set(blocks.map(({ title }) => title)),
        new Set([...Object.keys(printed), 'Documents in your own pages']),
      );
    } finally {
      await server.end();
    }
  });
});

describe('the types of the API', () => {
  it('are those of openapi.json', async () => {
    const { clientTypes } = await import('../../tools/checks/client-types.ts');
    const types = readFileSync(join(client, 'src/api-types.ts'), 'utf8');
    assert.equal(types, await clientTypes(), 'run: npm run generate');
  });
});
