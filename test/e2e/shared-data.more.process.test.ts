import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import {
  createClient,
  createOpenTask,
  download,
  pdfOfSize,
  send,
  signIn,
  targetOf,
  upload,
} from '../support/api-client.ts';
import { withoutRecord } from '../support/data-folder.ts';
import { newFolder, runLectern, type ServerProcess, startServer } from '../support/server-process.ts';

const dataDir = await newFolder();
const shared = { LECTERN_DATA_DIR: dataDir };
const password = 'a-long-password';

describe('several processes on one data folder', () => {
  it('may be started for the first time concurrently', async () => {
    const [first, second, third] = await Promise.all([
      startServer('serve', shared),
      startServer('serve', shared),
      runLectern(['keys', 'list', '--json'], shared),
    ]);
    after(async () => {
      await Promise.all([first.end(), second.end()]);
      await rm(dataDir, { recursive: true });
    });
    assert.equal(third.code, 0, third.stderr);
    for (const server of [first, second]) await server.waitForOutput(/There are no accounts yet/);

    const links = `${first.output()}${second.output()}`.match(/(?<=\/welcome#token=)\S+/g) ?? [];
    assert.equal(links.length, 1);
    const lost = await first.lectern(['users', 'first-admin-link']);
    assert.match(lost.stdout, /^http\S+\/welcome#token=\S+\n$/);
    const admin = { name: 'Ada Admin', email: 'admin@example.org', password };
    const useLink = (token = '') =>
      createClient(second.apiUrl).post<{ token: string }>('/api/v1/first-admin', { ...admin, token });
    assert.equal((await useLink(links[0])).status, 400);
    const made = await useLink(lost.stdout.trim().split('=')[1]);
    assert.equal(made.status, 200, made.text);
    const me = await createClient(first.apiUrl, made.body.token).get<{ role: string }>('/api/v1/me');
    assert.equal(me.body.role, 'admin');
    assert.equal((await first.lectern(['users', 'first-admin-link'])).code, 1);

    const create = (name: string, role: string) =>
      first.lectern(
        ['users', 'create', '--email', `${name}@example.org`, '--role', role, '--password-stdin'],
        password,
      );
    for (const { code, stderr } of await Promise.all([
      create('teacher', 'teacher'),
      create('reader', 'student'),
    ])) {
      assert.equal(code, 0, stderr);
    }
    const teacher = await signIn(first.apiUrl, 'teacher', password);
    const reader = await signIn(second.apiUrl, 'reader', password);
    assert.equal((await createClient(second.apiUrl, teacher.token).get('/api/v1/me')).status, 200);

    const bytes = pdfOfSize(50_000);
    const taskId = await createOpenTask(teacher, 'Shared');
    await upload(teacher, taskId, bytes);
    const url = await reader.freshUrl(taskId);
    assert.deepEqual(await download(url), bytes);
    assert.equal((await send(first.filesUrl, targetOf(url))).status, 200, 'the other server accepts it too');

    const urls: Array<string> = [];
    const workOn = async ({ apiUrl }: ServerProcess, language: string) => {
      for (let round = 0; round < 8; round += 1) {
        const client = createClient(apiUrl, reader.token);
        urls.push(...(await Promise.all(Array.from({ length: 10 }, () => client.freshUrl(taskId)))));
        await upload(createClient(apiUrl, teacher.token), taskId, pdfOfSize(1000), { language });
      }
    };
    const work = Promise.all([workOn(first, 'en-GB'), workOn(second, 'en-US')]);
    const commands = await Promise.all([
      ...['ann', 'bob'].map((name) => create(name, 'student')),
      first.lectern(['keys', 'rotate']),
      second.lectern(['users', 'list', '--json']),
      second.lectern(['migrate']),
    ]);
    for (const { code, stderr } of commands) assert.equal(code, 0, stderr);
    await work;
    assert.equal(urls.length, 160);
    assert.deepEqual(withoutRecord(dataDir, urls), []);
    for (const each of urls.slice(-20))
      assert.equal((await send(second.filesUrl, targetOf(each))).status, 200);
    for (const { output } of [first, second]) assert.doesNotMatch(output(), /"level":50/);
    assert.equal((await reader.task(taskId)).documents.length, 3);

    await first.kill();
    assert.deepEqual(
      await download(await reader.freshUrl(taskId)),
      bytes,
      'a crash of one does not affect the other',
    );
    await first.start();
    assert.equal((await createClient(first.apiUrl, reader.token).get('/api/v1/me')).status, 200);
  });
});
