import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createClient, download, pdfOfSize, send, signIn, targetOf, upload } from '../support/api-client.ts';
import { findProgram } from '../support/find-program.ts';
import { factsOf } from '../support/full-data-folder.ts';
import { runLectern, type ServerProcess, startServer, waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createPostgresDatabase, newDatabaseSettings, testDialect } from '../support/test-database.ts';
import { issuerKey, signToken, trusting } from '../support/tokens.ts';

const issuer = issuerKey('EdDSA');
const trust = trusting(issuer);
const server = await startServer('serve', { ...(await newDatabaseSettings()), ...trust });
after(() => server.end());

const pdf = pdfOfSize(2000);
const at = (ms: number) => new Date(Date.now() + ms).toISOString();
/** Runs a command that must succeed. */
async function run(env: Settings, ...args: ReadonlyArray<string>): Promise<string> {
  const { code, stdout, stderr } = await runLectern(args, env);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function newKey({ apiUrl, env }: ServerProcess) {
  const asked = ['--name', 'judge', '--scopes', 'read,sync,upload,grant', '--json'];
  const { key, id: apiKeyId } = JSON.parse(await run(env, 'api-keys', 'create', ...asked));
  return { client: createClient(apiUrl, key), apiKeyId };
}

let platforms = 0;
/** A platform with a key, and a running contest with a task, a reader and a member of staff, and another contest. */
async function newPlatform() {
  const name = `p${++platforms}`;
  const [task, contest, kept] = [`${name}-task`, `${name}-contest`, `${name}-kept`];
  const [reader, staff] = [`${name}-reader`, `${name}-staff`];
  const { client, apiKeyId } = await newKey(server);
  const put = async (path: string, body: object) => {
    const reply = await client.request<{ outcome: string }>('PUT', `/api/v1/${path}`, body);
    assert.ok(reply.status < 300, reply.text);
    return reply.body.outcome;
  };
  const startsAt = at(-hourMs);
  const inPath = `contests/ext%3A${contest}`;
  const putContest = (changes = {}) => put(inPath, { name: 'Finals', startsAt, ...changes });
  await put(`tasks/ext%3A${task}`, { title: 'Sum' });
  await upload(client, `ext%3A${task}`, pdf);
  await putContest({ staff: [{ externalId: staff, name: 'Grace' }] });
  await put(`${inPath}/tasks`, { tasks: [{ taskId: `ext:${task}`, label: 'A' }] });
  await put(`${inPath}/participants`, { participants: [{ externalId: reader, name: 'Ada' }] });
  await put(`contests/ext%3A${kept}`, { name: 'Kept', startsAt });

  /** What a person gets with the platform's token: a URL, or the code of a refusal. */
  async function ask(externalId: string, on = server) {
    const token = signToken(issuer, { sub: externalId, exp: Date.now() / 1000 + 600 });
    const path = `/api/v1/tasks/ext%3A${task}/description-url`;
    const { body } = await createClient(on.apiUrl, token).post<{ descriptionPdfUrl?: string }>(path);
    return body.descriptionPdfUrl ?? body.code;
  }
  async function assertReads(externalId: string, on = server) {
    const url = await ask(externalId, on);
    assert.deepEqual(await download(url), pdf);
    return url;
  }
  /** Sends the nightly list of the contests that are left. @returns how many were removed */
  async function putList(externalIds: ReadonlyArray<string>, { by = client, apiKeyIds = [apiKeyId] } = {}) {
    const body = { externalIds, listedAt: at(minuteMs), apiKeyIds };
    return (await by.request<{ removed: number }>('PUT', '/api/v1/sync/contests', body)).body.removed;
  }
  return { task, contest, kept, reader, staff, client, apiKeyId, putContest, ask, assertReads, putList };
}

const codeOf = async (url: string, on = server) => (await send(on.filesUrl, targetOf(url))).code;

/** Signs with a new key, and removes the old one, as the manual says. */
async function replaceSigningKey({ env }: ServerProcess): Promise<void> {
  const keys = async () => (await run(env, 'keys', 'list')).trim().split('\n').slice(1);
  const [old = ''] = (await keys())[0]?.split(' ') ?? [];
  await run(env, 'keys', 'rotate');
  const isNew = (line: string) => line.includes('signs') && !line.startsWith(old);
  await waitUntil('the new key to sign', async () => (await keys()).some(isNew));
  await run(env, 'keys', 'remove', old);
}

describe('the second week of a platform', () => {
  it('opens a contest again whose end was cleared', async () => {
    const { reader, putContest, ask, assertReads } = await newPlatform();
    assert.equal(await putContest({ endsAt: at(-minuteMs) }), 'changed');
    assert.equal(await ask(reader), 'closed');
    assert.equal(await putContest(), 'changed');
    assert.equal(await putContest(), 'unchanged');
    await assertReads(reader);
  });

  it('ends the access of staff who were removed', async () => {
    const { staff, reader, putContest, ask, assertReads } = await newPlatform();
    const url = await assertReads(staff);
    assert.equal(await putContest({ staff: [] }), 'changed');
    assert.deepEqual([await ask(staff), await codeOf(url)], ['not-found', 'url-revoked']);
    await assertReads(reader);
  });

  it('ends a contest that was deleted, with the nightly list', async () => {
    const { contest, kept, reader, ask, assertReads, putList } = await newPlatform();
    const url = await assertReads(reader);
    assert.equal(await putList([kept]), 1);
    assert.deepEqual([await ask(reader), await codeOf(url)], ['not-found', 'url-revoked']);
    assert.equal(await putList([kept, contest]), 0);
  });

  it('survives a leaked API key: its URLs end, and the next key takes over', async () => {
    const { task, kept, reader, client, apiKeyId, ask, putList } = await newPlatform();
    const asked = { items: [{ taskId: `ext:${task}`, reader: { externalId: reader } }] };
    const granted = await client.post<{ items: [{ descriptionPdfUrl: string }] }>(
      '/api/v1/granted-urls',
      asked,
    );
    const url = granted.body.items[0].descriptionPdfUrl;
    assert.equal(await codeOf(url), undefined);
    await run(server.env, 'api-keys', 'revoke', apiKeyId);
    await waitUntil('the URL to end', async () => (await codeOf(url)) === 'url-revoked');
    assert.equal((await client.get('/api/v1/me')).status, 401);
    assert.match(await run(server.env, 'trace', url), new RegExp(`ext:${reader}`));
    const { client: by } = await newKey(server);
    assert.equal(await putList([kept], { by, apiKeyIds: [] }), 0);
    assert.equal(await putList([kept], { by }), 1);
    assert.equal(await ask(reader), 'not-found');
  });

  it('ends again, after a backup was restored, what ended since the backup', async () => {
    const { kept, reader, client, ask, assertReads, putList } = await newPlatform();
    const url = await assertReads(reader);
    const restored = await backUp(server);
    assert.equal(await putList([kept]), 1);
    assert.deepEqual([await ask(reader), await codeOf(url)], ['not-found', 'url-revoked']);
    const again = await startServer('serve', { ...(await restored()), ...trust });
    after(() => again.end());
    assert.equal(await codeOf(url, again), undefined);
    await replaceSigningKey(again);
    await waitUntil('the URL to end', async () => (await codeOf(url, again)) === 'url-invalid');
    await assertReads(reader, again);
    const by = createClient(again.apiUrl, client.token);
    assert.equal(await putList([kept], { by }), 1);
    assert.equal(await ask(reader, again), 'not-found');
  });

  it('follows an upgrade from the last release, with its people, files and keys', async () => {
    const dataDir = temporaryFolder();
    const [archive = ''] = globSync('test/fixtures/data-folders/*.tar.gz').sort().reverse();
    execFileSync('tar', ['-xzf', archive, '-C', dataDir]);
    const facts = factsOf(dataDir);
    const upgraded = await startServer('serve', { ...(await moved(dataDir)), ...trust });
    after(() => upgraded.end());
    const student = await signIn(upgraded.apiUrl, facts.email, facts.password);
    const pdfOfTask = await download(await student.freshUrl(facts.taskId));
    assert.equal(hash('sha256', pdfOfTask), facts.sha256);
    const { client } = await newKey(upgraded);
    assert.equal((await client.request('PUT', '/api/v1/groups/ext%3Anew', { name: 'New' })).status, 201);
  });
});

/** Saves a server as the manual says. @returns what restores it, and the settings of the restored one */
async function backUp({ dataDir, env }: ServerProcess): Promise<() => Promise<Settings>> {
  const [backup, restored] = [join(temporaryFolder(), 'backup'), join(temporaryFolder(), 'restored')];
  const settings = { LECTERN_DATA_DIR: restored };
  if (testDialect === 'sqlite') {
    await run(env, 'backup', backup);
    return () => run(settings, 'restore', backup).then(() => settings);
  }
  tool('pg_dump', '--format=custom', `--file=${backup}`, env['DATABASE_URL'] ?? '');
  cpSync(dataDir, restored, { recursive: true });
  return async () => {
    const DATABASE_URL = await createPostgresDatabase();
    tool('pg_restore', `--dbname=${DATABASE_URL}`, backup);
    return { ...settings, DATABASE_URL };
  };
}

/** The settings of a data folder of SQLite after an upgrade, or of what it was moved to. */
async function moved(dataDir: string): Promise<Settings> {
  const source = { LECTERN_DATA_DIR: dataDir };
  if (testDialect === 'sqlite') return source;
  const folder = temporaryFolder();
  const target = { DATABASE_URL: await createPostgresDatabase(), LECTERN_DATA_DIR: join(folder, 'target') };
  const lines = Object.entries(target).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'target.env'), lines.join('\n'));
  await run(source, 'migrate');
  await run({}, 'transfer', '--from', dataDir, '--to', join(folder, 'target.env'));
  return target;
}

type Settings = Readonly<Record<string, string>>;
const tool = (name: string, ...args: ReadonlyArray<string>) =>
  execFileSync(findProgram([name]) ?? name, args);
