import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { createClient, pagesOfUpload, signIn, taskTitled } from '../support/api-client.ts';
import { bundledLectern } from '../support/bundle.ts';
import { packedLibraries } from '../support/packed-libraries.ts';
import { freePorts } from '../support/ports.ts';
import { outputOf, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = ['lectern', 'lectern-client', 'lectern-signing'] as const;
const tsc = join(repositoryRoot, 'node_modules/.bin/tsc');

/** A folder outside of the repository that contains only the packages from their archives. */
const folder = temporaryFolder();
const archives = join(folder, 'archives');
const project = join(folder, 'project');
const lectern = join(project, 'node_modules/.bin/lectern');
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));

before(async () => {
  for (const empty of [archives, project]) mkdirSync(empty);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const pack = ['pack', '--pack-destination', archives];
  await outputOf('npm', [...pack, await bundledLectern()], repositoryRoot);
  const all = [
    join(archives, `lectern-${packageJson.version}.tgz`),
    ...Object.values(await packedLibraries()),
  ];
  await outputOf(
    'npm',
    ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', ...all],
    project,
  );
});

describe('the npm packages', () => {
  it('have a license, a README, a version of Node, and no TypeScript to run', () => {
    for (const name of names) {
      const home = join(project, 'node_modules', name);
      for (const file of ['LICENSE', 'README.md'])
        assert.ok(existsSync(join(home, file)), `${name}: ${file}`);
      const { license, engines } = manifestOf(name);
      const node = name === 'lectern' ? '>=24' : '>=22.12';
      assert.deepEqual([license, engines], ['MIT', { node }], name);
      const sources = globSync('**/*.ts', { cwd: home }).filter((file) => !file.endsWith('.d.ts'));
      assert.deepEqual(sources, [], name);
    }
  });

  it('contain no package that a library does not need, and the licenses of those inside the program', () => {
    const installed = globSync(['node_modules/*/package.json', 'node_modules/@*/*/package.json'], {
      cwd: project,
    });
    assert.deepEqual(installed.sort(), names.map((name) => `node_modules/${name}/package.json`).sort());
    const licences = readFileSync(join(project, 'node_modules/lectern/THIRD-PARTY-LICENSES.md'), 'utf8');
    for (const name of ['fastify', 'better-auth', 'kysely', '@aws-sdk/client-s3', 'unpdf']) {
      assert.match(licences, new RegExp(`^## ${name} - `, 'm'));
    }
  });

  it('of the libraries can be imported in JavaScript, and match their types in TypeScript', async () => {
    const code = `
      import { createLecternClient } from 'lectern-client';
      import { createS3Signer } from 'lectern-signing/s3';
      console.log(typeof createLecternClient({ baseUrl: 'https://lectern.example.org' }), typeof createS3Signer);
    `;
    writeFileSync(join(project, 'imports.js'), code);
    assert.equal(await outputOf(process.execPath, ['imports.js'], project), 'object function\n');
    writeFileSync(
      join(project, 'imports.ts'),
      `${code}const wrong: string = createS3Signer;\nexport default wrong;\n`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck'];
    const lib = ['--lib', 'es2024,dom,dom.iterable,dom.asynciterable'];
    const types = ['--types', 'node', '--typeRoots', join(repositoryRoot, 'node_modules/@types')];
    const checked = await run(tsc, [...options, ...lib, ...types, 'imports.ts'], { cwd: project });
    assert.match(
      checked.stdout,
      /^imports\.ts\(5,11\): error TS2322: .* is not assignable to type 'string'\.\n$/,
    );
  });
});

describe('the program of the npm package', () => {
  it('is started by npx', async () => {
    assert.equal(await outputOf('npx', ['lectern', '--version'], project), `${packageJson.version}\n`);
  });

  it('runs the demo: the web app, and a task with a PDF that opens', async () => {
    const dataDir = join(folder, 'demo');
    const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir }, undefined, [
      process.execPath,
      lectern,
    ]);
    try {
      const page = await fetch(server.apiUrl);
      assert.match(await page.text(), /<script type="module"/);
      const student = await signIn(server.apiUrl, 'student');
      const { descriptionPdfUrl } = await student.task(await taskTitled(student, 'Sum of Squares'));
      const pdf = await fetch(descriptionPdfUrl as string);
      assert.equal(pdf.headers.get('content-type'), 'application/pdf');
      assert.match(await pdf.text(), /^%PDF-/);

      const teacher = await signIn(server.apiUrl, 'teacher');
      assert.equal(await pagesOfUpload(teacher), 1, 'the process that examines PDFs has all it needs');
    } finally {
      await server.end();
    }
  });

  it('serves its own data folder with several processes', async () => {
    const server = await startServer('serve --workers 2', {}, undefined, [process.execPath, lectern]);
    try {
      const { body } = await createClient(server.apiUrl).get('/healthz');
      assert.deepEqual(body, { status: 'ok', version: packageJson.version });
    } finally {
      assert.equal((await server.stop()).code, 0);
      await server.end();
    }
  });

  it('has the clients of all object stores', async () => {
    const [port] = await freePorts();
    const url = `http://127.0.0.1:${port}`;
    const stores = {
      s3: {
        S3_BUCKET: 'pdfs',
        S3_REGION: 'eu-central-1',
        S3_ENDPOINT: url,
        AWS_ACCESS_KEY_ID: 'id',
        AWS_SECRET_ACCESS_KEY: 'key',
      },
      gcs: { GCS_BUCKET: 'pdfs', GCS_ENDPOINT: url, GCS_HMAC_ACCESS_ID: 'id', GCS_HMAC_SECRET: 'key' },
      azure: {
        AZURE_STORAGE_ACCOUNT: 'pdfs',
        AZURE_STORAGE_KEY: 'a2V5',
        AZURE_STORAGE_CONTAINER: 'pdfs',
        AZURE_BLOB_ENDPOINT: url,
      },
    };
    for (const [kind, settings] of Object.entries(stores)) {
      const env = { LECTERN_DATA_DIR: join(folder, kind), LECTERN_STORAGE: kind, ...settings };
      const { code, stdout, stderr } = await run(process.execPath, [lectern, 'doctor'], {
        cwd: project,
        env,
      });
      assert.match(stdout + stderr, /ECONNREFUSED|connect/i, kind);
      assert.equal(code, 1, kind);
    }
  });
});
