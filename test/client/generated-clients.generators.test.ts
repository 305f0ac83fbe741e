import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient, demoPassword, signIn } from '../support/api-client.ts';
import { outputOf, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the API document gives to people who generate their own client, with the generators in common use. */

const packages = join(repositoryRoot, 'tools/generators/node_modules');
const documentFile = join(repositoryRoot, 'openapi.json');
const document = JSON.parse(readFileSync(documentFile, 'utf8'));
const folder = temporaryFolder();
const server = await startServer('demo');
after(server.end);
const { apiUrl } = server;

before(() => {
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
    skipLibCheck: true,
    outDir: 'out',
  };
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['nothing'] }));
  symlinkSync(packages, join(folder, 'node_modules'));
});

/** Each program signs in, lists, reads the first task, and requests one that does not exist. */
const start = `
  declare const process: { env: Record<string, string> };
  const baseUrl = process.env['LECTERN_URL'] ?? '';
  const credentials = { email: 'student@example.org', password: process.env['LECTERN_PASSWORD'] ?? '' };
  const report = (titles: string[], url: string | null, code: string) =>
    console.log(JSON.stringify({ titles, hasUrl: url !== null, code }));
`;

interface Generator {
  readonly command: ReadonlyArray<string>;
  /** The settings, for generators that read them from a file. */
  readonly settings?: string;
  readonly program: string;
}

const generators: Readonly<Record<string, Generator>> = {
  'openapi-typescript': {
    command: ['openapi-typescript', documentFile, '--output', 'openapi-typescript.d.ts'],
    program: `
      import createClient from 'openapi-fetch';
      import type { paths } from './openapi-typescript.js';
      const { data: session } = await createClient<paths>({ baseUrl }).POST('/api/auth/sign-in/email', { body: credentials });
      const headers = { authorization: \`Bearer \${session?.token}\` };
      const client = createClient<paths>({ baseUrl, headers });
      const { data: page } = await client.GET('/api/v1/tasks');
      const items = page?.items ?? [];
      const read = (taskId: string) => client.GET('/api/v1/tasks/{taskId}', { params: { path: { taskId } } });
      const { data: task } = await read(items[0]?.taskId ?? '');
      const { error } = await read('ext:unknown');
      report(items.map(({ title }) => title), task?.descriptionPdfUrl ?? null, error?.code ?? '');
    `,
  },
  '@hey-api/openapi-ts': {
    command: [
      ...['openapi-ts', '--input', documentFile, '--output', 'hey-api', '--no-log-file'],
      ...['--plugins', '@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
    ],
    program: `
      import { client } from './hey-api/client.gen.js';
      import { getTask, listTasks, signIn } from './hey-api/index.js';
      client.setConfig({ baseUrl });
      const { data: session } = await signIn({ body: credentials });
      client.setConfig({ auth: session?.token ?? '' });
      const { data: page } = await listTasks();
      const items = page?.items ?? [];
      const { data: task } = await getTask({ path: { taskId: items[0]?.taskId ?? '' } });
      const { error } = await getTask({ path: { taskId: 'ext:unknown' } });
      report(items.map(({ title }) => title), task?.descriptionPdfUrl ?? null, error?.code ?? '');
    `,
  },
  orval: {
    command: ['orval', '--config', 'orval.config.js'],
    settings: `export default {
      lectern: {
        input: ${JSON.stringify(documentFile)},
        output: { target: 'orval.ts', client: 'fetch', baseUrl: ${JSON.stringify(apiUrl)} },
      },
    };`,
    program: `
      import { getTask, listTasks, signIn } from './orval.js';
      const session = await signIn(credentials);
      if (session.status !== 200) throw new Error(session.data.code);
      const options = { headers: { authorization: \`Bearer \${session.data.token}\` } };
      const page = await listTasks(undefined, options);
      if (page.status !== 200) throw new Error(page.data.code);
      const { items } = page.data;
      const task = await getTask(items[0]?.taskId ?? '', undefined, options);
      if (task.status !== 200) throw new Error(task.data.code);
      const none = await getTask('ext:unknown', undefined, options);
      if (none.status === 200) throw new Error('there is one');
      report(items.map(({ title }) => title), task.data.descriptionPdfUrl, none.data.code);
    `,
  },
  oazapfts: {
    command: ['oazapfts', documentFile, 'oazapfts.ts'],
    program: `
      import { ok } from '@oazapfts/runtime';
      import { defaults, getTask, listTasks, signIn } from './oazapfts.js';
      defaults.baseUrl = baseUrl;
      const { token } = await ok(signIn(credentials));
      defaults.headers = { authorization: \`Bearer \${token}\` };
      const { items } = await ok(listTasks());
      const task = await ok(getTask(items[0]?.taskId ?? ''));
      const { data } = await getTask('ext:unknown');
      if (!('code' in data)) throw new Error('there is one');
      report(items.map(({ title }) => title), task.descriptionPdfUrl, data.code);
    `,
  },
  'swagger-typescript-api': {
    command: ['swagger-typescript-api', 'generate', '-p', documentFile, '-o', '.', '-n', 'swagger.ts'],
    program: `
      import { Api, type Problem } from './swagger.js';
      const { token } = (await new Api({ baseUrl }).api.signIn(credentials)).data;
      const { api } = new Api({ baseUrl, baseApiParams: { headers: { authorization: \`Bearer \${token}\` } } });
      const { items } = (await api.listTasks({})).data;
      const task = await api.getTask(items[0]?.taskId ?? '');
      const problem: Problem = await api.getTask('ext:unknown').then(
        () => { throw new Error('there is one'); },
        ({ error }) => error,
      );
      report(items.map(({ title }) => title), task.data.descriptionPdfUrl, problem.code);
    `,
  },
};

const generated = new Map<string, Promise<unknown>>();

function generate(name: string): Promise<unknown> {
  const { command: [own = '', ...args] = [], settings } = generators[name] as Generator;
  if (settings) writeFileSync(join(folder, `${own}.config.js`), settings);
  const making = generated.get(name) ?? outputOf(join(packages, '.bin', own), args, folder);
  generated.set(name, making);
  return making;
}

/** Compiles a program next to the clients into `out/`. */
async function compile(name: string, program: string): Promise<void> {
  writeFileSync(join(folder, `${name}.ts`), program);
  const project = { extends: './tsconfig.json', include: [`${name}.ts`] };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(project));
  await outputOf(join(repositoryRoot, 'node_modules/.bin/tsc'), ['-p', `${name}.json`], folder);
}

describe('a client that is generated from openapi.json', () => {
  const env = { ...process.env, LECTERN_URL: apiUrl, LECTERN_PASSWORD: demoPassword };
  let titles: ReadonlyArray<string>;

  before(async () => {
    const student = createClient(apiUrl, (await signIn(apiUrl, 'student')).token);
    const { body } = await student.get<{ items: ReadonlyArray<{ title: string }> }>('/api/v1/tasks');
    titles = body.items.map(({ title }) => title);
    assert.ok(titles.length > 5);
  });

  for (const [name, { program }] of Object.entries(generators)) {
    it(`by ${name} compiles, signs in, lists, reads, and says what went wrong`, async () => {
      await generate(name);
      const file = `${name.replace('/', '-')}-program`;
      await compile(file, program.replace(/^(?! *import)/m, start));
      const { stdout, stderr } = await run(process.execPath, [`out/${file}.js`], { cwd: folder, env });
      const told = JSON.parse(stdout || '{"titles":[]}') as { readonly titles: ReadonlyArray<string> };
      // Newest first: a contest of the demo may have started since.
      const known = { ...told, titles: told.titles.slice(-titles.length) };
      assert.deepEqual(known, { titles, hasUrl: true, code: 'not-found' }, stderr);
    });
  }

  it('has a function for every operation, and a type for every schema, under its name', async () => {
    await generate('@hey-api/openapi-ts');
    const namesIn = (file: string, pattern: RegExp) =>
      new Set([...readFileSync(join(folder, file), 'utf8').matchAll(pattern)].map(([, name]) => name));
    const functions = namesIn('hey-api/sdk.gen.ts', /^export const (\w+) =/gm);
    const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
      (methods) => Object.values(methods).map(({ operationId }) => operationId),
    );
    assert.deepEqual(functions, new Set(operations));
    const types = namesIn('hey-api/types.gen.ts', /^export type (\w+) =/gm);
    for (const name of Object.keys(document.components.schemas)) assert.ok(types.has(name), name);
  });

  it('accepts words that are not in the document yet', async () => {
    const program = `
      import type { BatchUrl, Contest, NewContest, Problem } from './hey-api/index.js';
      export const isOverload = ({ code }: Problem): boolean => code === 'overloaded' || code === 'a newer one';
      export const roleOf = ({ yourRole }: Contest): string | null => yourRole;
      export const urlOf = (item: BatchUrl): string | null =>
        item.outcome === 'issued' ? item.descriptionPdfUrl : item.problem.code;
      // @ts-expect-error: what a request says has to be one of those that there are.
      export const afterEnd: NewContest['afterEnd'] = 'a newer one';
    `;
    await generate('@hey-api/openapi-ts');
    await compile('words', program);
  });
});
