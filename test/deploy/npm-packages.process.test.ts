import assert from 'node:assert/strict';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import {
  createClient,
  createOpenTask,
  expect200,
  signIn,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { onePage } from '../support/plain-pdf.ts';
import { outputOf, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = ['lectern', 'lectern-client', 'lectern-signing'] as const;
const libraries = ['lectern-client', 'lectern-signing'] as const;
const program = (name: string) => join(repositoryRoot, 'node_modules/.bin', name);

/** A folder outside of the repository, with the packages as they come from their archives and nothing else. */
const folder = temporaryFolder();
const archives = join(folder, 'archives');
const project = join(folder, 'project');
const lectern = join(project, 'node_modules/.bin/lectern');
const archiveOf = (name: string) => join(archives, `${name}-${packageJson.version}.tgz`);
const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));

/** A copy of what is packed, as other suites pack the libraries at the same time, where their `dist/` is. */
async function copySources(): Promise<string> {
  await outputOf(process.execPath, ['web/build-when-needed.ts'], repositoryRoot);
  const copy = join(folder, 'sources');
  for (const name of globSync('{client,problems,signing,src,web,*.json,*.md,LICENSE}', {
    cwd: repositoryRoot,
  })) {
    cpSync(join(repositoryRoot, name), join(copy, name), {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => !/(^|\/)node_modules$|\/(client|signing)\/dist$/.test(source),
    });
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

before(async () => {
  for (const empty of [archives, project]) mkdirSync(empty);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const workspaces = ['--include-workspace-root', '--workspace=client', '--workspace=signing'];
  await outputOf('npm', ['pack', ...workspaces, '--pack-destination', archives], await copySources());
  const install = ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  await outputOf('npm', [...install, ...names.map(archiveOf)], project);
});

describe('the npm packages', () => {
  it('have a licence, a README, a version of Node, and no TypeScript to run', () => {
    for (const name of names) {
      const home = join(project, 'node_modules', name);
      for (const file of ['LICENSE', 'README.md'])
        assert.ok(existsSync(join(home, file)), `${name}: ${file}`);
      const { license, engines } = manifestOf(name);
      assert.deepEqual([license, engines], ['MIT', { node: '>=24' }], name);
      const sources = globSync('**/*.ts', { cwd: home }).filter((file) => !file.endsWith('.d.ts'));
      assert.deepEqual(sources, [], name);
    }
  });

  it('bring what the packages inside of them depend on, and no client of an object store', () => {
    const { dependencies, peerDependencies } = manifestOf('lectern');
    for (const part of ['signing', 'problems']) {
      const ofPart = JSON.parse(
        readFileSync(join(repositoryRoot, part, 'package.json'), 'utf8'),
      ).dependencies;
      for (const [name, version] of Object.entries(ofPart)) assert.equal(dependencies[name], version, name);
    }
    for (const name of [...Object.keys(peerDependencies), '@types/node', '@napi-rs/canvas']) {
      assert.ok(!existsSync(join(project, 'node_modules', name)), name);
    }
  });

  it('are resolved alike by Node, by TypeScript and by bundlers', async () => {
    for (const name of libraries) {
      await outputOf(program('attw'), [archiveOf(name), '--profile', 'esm-only', '--no-color'], project);
    }
  });

  it('of the libraries are imported in JavaScript, and agree with their types in TypeScript', async () => {
    const code = `
      import { createLecternClient } from 'lectern-client';
      import { createS3Signer } from 'lectern-signing';
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
    const checked = await run(program('tsc'), [...options, ...lib, ...types, 'imports.ts'], { cwd: project });
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
    const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir }, undefined, lectern);
    try {
      const page = await fetch(server.apiUrl);
      assert.match(await page.text(), /<script type="module"/);
      const student = await signIn(server.apiUrl, 'student');
      const { descriptionPdfUrl } = await student.task(await taskTitled(student, 'Sum of Squares'));
      const pdf = await fetch(descriptionPdfUrl as string);
      assert.equal(pdf.headers.get('content-type'), 'application/pdf');
      assert.match(await pdf.text(), /^%PDF-/);

      const teacher = await signIn(server.apiUrl, 'teacher');
      const taskId = await createOpenTask(teacher, 'Of a package');
      await upload(teacher, taskId, onePage());
      const path = `/api/v1/tasks/${taskId}/documents/en/examination`;
      const { pages } = expect200(await teacher.get<{ pages: number | null }>(path));
      assert.equal(pages, 1, 'the process that examines PDFs has all it needs');
    } finally {
      await server.end();
    }
  });

  it('serves a data folder of its own, by several processes', async () => {
    const server = await startServer('serve --workers 2', {}, undefined, lectern);
    try {
      const { body } = await createClient(server.apiUrl).get('/healthz');
      assert.deepEqual(body, { status: 'ok', version: packageJson.version });
    } finally {
      assert.equal((await server.stop()).code, 0);
      await server.end();
    }
  });

  it('asks for the client of an object store that is configured, in one sentence', async () => {
    const environment = { PATH: process.env['PATH'], LECTERN_DATA_DIR: join(folder, 's3') };
    const env = { ...environment, LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
    const { code, stderr } = await run(process.execPath, [lectern, 'doctor'], { cwd: project, env });
    const wanted = `npm install @aws-sdk/client-s3@${packageJson.devDependencies['@aws-sdk/client-s3']}`;
    assert.equal(
      stderr,
      `lectern: The configured storage needs a package that is not installed: ${wanted}\n`,
    );
    assert.equal(code, 2);
  });
});
