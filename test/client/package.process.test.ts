import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { outputOf, repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const home = join(folder, 'node_modules/lectern-client');
const client = join(repositoryRoot, 'client');

const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');

before(async () => {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  await outputOf(tsc, ['-p', join(client, 'tsconfig.package.json'), '--outDir', join(home, 'dist')], client);
  writeFileSync(join(home, 'package.json'), readFileSync(join(client, 'package.json')));
});

describe('the package of the client', () => {
  it('has no dependencies, and imports nothing but its own files', () => {
    assert.equal(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).dependencies, undefined);
    for (const file of globSync('dist/*.js', { cwd: home })) {
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
    assert.equal(names.trim(), 'LecternApiError,createLecternClient,createRangeTransport');
    writeFileSync(join(folder, 'names.js'), program.replace('lectern-client', 'lectern-client/embed'));
    const ofPages = await outputOf(process.execPath, ['names.js'], folder);
    assert.equal(ofPages.trim(), 'LecternApiError,defineLecternStatement,embedStatement');
  });

  it('is resolved alike by Node, by TypeScript and by bundlers', async () => {
    await outputOf('npm', ['pack', '--offline', '--pack-destination', folder], client);
    const archives = globSync('lectern-client-*.tgz', { cwd: folder });
    const attw = join(repositoryRoot, 'node_modules/.bin/attw');
    await outputOf(attw, [...archives, '--profile', 'esm-only', '--no-color'], folder);
  });

  it('has types that the code of its README agrees with, in a browser and in Node', async () => {
    const readme = readFileSync(join(client, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)];
    assert.equal(blocks.length, 5);
    for (const [at, [, code = '']] of blocks.entries()) writeFileSync(join(folder, `block-${at}.ts`), code);
    // What of pdf.js the code uses; its own types come with the web app.
    const pdfjs = `declare module 'pdfjs-dist' {
      export class PDFDataRangeTransport {
        constructor(length: number, initialData: Uint8Array | null);
        onDataRange(begin: number, chunk: Uint8Array | null): void;
        requestDataRange(begin: number, end: number): void;
        abort(): void;
      }
      export function getDocument(source: { range: PDFDataRangeTransport }): { promise: Promise<object> };
    }`;
    writeFileSync(join(folder, 'pdfjs.d.ts'), pdfjs);
    for (const modules of ['@types', 'undici-types']) {
      symlinkSync(join(repositoryRoot, 'node_modules', modules), join(folder, 'node_modules', modules));
    }
    const compilerOptions = {
      ...{
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2024',
      },
      ...{ lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], types: ['node'] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    await outputOf(tsc, [], folder);
  });
});

describe('the types of the API', () => {
  it('are those of openapi.json', async () => {
    const generated = await outputOf(process.execPath, ['generate-types.ts'], client);
    assert.equal(readFileSync(join(client, 'src/api-types.ts'), 'utf8'), generated, 'run: npm run generate');
  });
});
