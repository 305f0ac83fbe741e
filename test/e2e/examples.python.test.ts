import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ApiClient, createClient, pdfOfSize, sha256 } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import { isolated, pythonEnvironment } from '../support/python.ts';
import { repositoryRoot, run, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * A platform's program puts a task, its PDF, a group and a contest, requests a URL, and reads with a token that it
 * signs. Its user may have thousands of other tasks and groups on that server.
 */
const program = join(repositoryRoot, 'examples/python/lectern_example.py');
const folder = temporaryFolder();
const secret = 'a secret for Lectern alone, of at least thirty-two bytes';
const secretFile = join(folder, 'lectern.secret');
const pdf = pdfOfSize(2000);
const pdfFile = join(folder, 'sum.en.pdf');
writeFileSync(pdfFile, pdf);
writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 });
let server: ServerProcess;
let apiKey: string;
let platform: ApiClient;

before(async () => {
  server = await startServer('serve', {
    JWT_SHARED_SECRET_FILE: secretFile,
    JWT_AUDIENCE: 'lectern',
    JWT_SUBJECT_CLAIM: 'user_id',
    JWT_NAME_CLAIM: 'username',
    JWT_ROLE_CLAIM: 'role',
  });
  const made = await server.lectern([
    'api-keys',
    'create',
    '--name',
    'judge',
    '--scopes',
    'sync,upload,grant',
  ]);
  assert.equal(made.code, 0, made.stderr);
  apiKey = made.stdout.trim();
  platform = createClient(server.apiUrl, apiKey);
});
after(() => server.end());

const runAs = (key: string) =>
  run('python3', [...isolated, program, pdfFile], {
    env: { ...pythonEnvironment, LECTERN_URL: server.apiUrl, LECTERN_API_KEY: key, TOKEN_SECRET: secret },
  });
const linesOf = async () => {
  const { code, stdout, stderr } = await runAs(apiKey);
  assert.equal(code, 0, stderr);
  const [url = ''] = /(?<=^url: ).*$/m.exec(stdout) ?? [];
  return { url, lines: stdout.replace(url, 'URL').trim().split('\n') };
};

/** A list of people that a real platform may have put under these ids. */
const others = Array.from({ length: 50 }, (_, at) => ({
  externalId: `other-${at}`,
  name: `Student ${at}`,
}));
async function putForeign(task: string, group: string, query = '') {
  const put = async (path: string, body: object) => {
    const { status, text, body: reply } = await platform.request('PUT', `/api/v1/${path}${query}`, body);
    assert.ok(status < 300, text);
    return reply as { outcome?: string; added?: number; changed?: number; removed?: number };
  };
  return {
    task: (await put(`tasks/ext:${task}`, { title: 'Foreign' })).outcome,
    group: (await put(`groups/ext:${group}`, { name: 'Foreign' })).outcome,
    members: await put(`groups/ext:${group}/members`, { members: others }),
  };
}
async function assertUntouched(task: string, group: string) {
  const found = await putForeign(task, group, '?dryRun=true');
  assert.partialDeepStrictEqual(found, {
    ...{ task: 'unchanged', group: 'unchanged' },
    members: { added: 0, changed: 0, removed: 0, unchanged: 50 },
  });
}

describe('the calls of a platform in Python', () => {
  it('put a task, a PDF, a group and a contest, and read the PDF through a URL and with a token', async () => {
    const { url, lines } = await linesOf();
    assert.deepEqual(lines, [
      'task: created',
      'document: uploaded',
      'members: 2 added, 0 removed',
      'contest: created',
      'url: URL',
      'read by token: Sum of squares, granted',
    ]);
    const reply = await fetch(url);
    assert.equal(sha256(Buffer.from(await reply.arrayBuffer())), sha256(pdf));
  });

  it('are done by the command of its README', async () => {
    writeFileSync(join(folder, 'judge.key'), apiKey);
    const [command = ''] = commandsIn('examples/README.md', 'A platform with Lectern');
    const script = command
      .replace('https://lectern.example.org', server.apiUrl)
      .replace('judge.key', join(folder, 'judge.key'))
      .replace('lectern.secret', secretFile)
      .replace(/\S+\.pdf/, pdfFile);
    const { code, stdout, stderr } = await run('bash', ['-euc', script], { cwd: repositoryRoot });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^document: unchanged$/m);
  });

  it('change nothing the second time', async () => {
    const { lines } = await linesOf();
    assert.deepEqual(lines.slice(0, 4), [
      'task: unchanged',
      'document: unchanged',
      'members: 0 added, 0 removed',
      'contest: unchanged',
    ]);
  });

  it('leave tasks and groups unchanged whose ids are plain numbers', async () => {
    await putForeign('42', '5');
    await linesOf();
    await assertUntouched('42', '5');
  });

  it('stop before any change when they would remove a person whom they did not add', async () => {
    await putForeign('example-42', 'example-5');
    const { code, stdout, stderr } = await runAs(apiKey);
    assert.notEqual(code, 0);
    assert.equal(stdout, '');
    assert.match(stderr, /\bexample-5\b.* 50 \b/);
    await assertUntouched('example-42', 'example-5');
  });

  it('exit with the code of the refusal', async () => {
    const { code, stdout, stderr } = await runAs('lectern_key_of_nobody');
    assert.notEqual(code, 0);
    assert.equal(stdout, '');
    assert.match(stderr, /\bapi-key-invalid: /);
    assert.ok(!stderr.includes('of_nobody'));
  });
});
