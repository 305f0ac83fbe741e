import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { createFileDriver } from '../../src/storage/file/driver.ts';
import { readiness } from '../support/after-fault.ts';
import {
  type ApiClient,
  announce,
  complete,
  createClient,
  createOpenTask,
  download,
  pdfOfSize,
  sha256,
  signIn,
  taskTitled,
  trySignIn,
  upload,
} from '../support/api-client.ts';
import { isKeptCheckpoint, storedFiles, withoutRecord } from '../support/data-folder.ts';
import { type Flow, tryAllFaults } from '../support/disk-trials.ts';
import { createFailingDisk } from '../support/failing-disk.ts';
import { newFolder, startServer } from '../support/server-process.ts';
import { sized } from '../support/test-size.ts';

describe('a disk under a server whose calls fail one by one', async () => {
  const dataDir = await newFolder();
  const disk = createFailingDisk(dataDir);
  const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir, ...disk.environment });
  after(() => server.end());
  const { apiUrl } = server;
  const [admin, teacher, student] = (await Promise.all(
    ['admin', 'teacher', 'student'].map((name) => signIn(apiUrl, name)),
  )) as [ApiClient, ApiClient, ApiClient];
  const readable = await taskTitled(teacher, 'Sum of Squares');
  const uploads = await createOpenTask(teacher, 'Uploads');
  const bytes = pdfOfSize(60_000);
  const large = pdfOfSize(2_000_000);
  const urls: Array<string> = [];

  const beside = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 5000 });
  after(() => beside.close());
  const count = (sql: string, ...params: Array<string>) => Number(beside.prepare(sql).get(...params)?.['n']);
  /** Checkpoints first, so that the trials count only the calls of a commit. */
  const settle = () => beside.exec('pragma wal_checkpoint(passive)');

  const verdict = ({ status, text = '' }: { status: number; text?: string }) => {
    if (status < 300) return 'done';
    return status === 503 || status === 507 ? 'refused' : `it is answered ${status} ${text}`;
  };
  const put = (
    announced: { uploadUrl: string; uploadHeaders: Readonly<Record<string, string>> },
    body = bytes,
  ) =>
    fetch(announced.uploadUrl, { method: 'PUT', headers: announced.uploadHeaders, body }).then(
      async (reply) => ({
        status: reply.status,
        text: await reply.text(),
      }),
    );
  const announced = async (body = bytes) => {
    const reply = await announce(teacher, uploads, body);
    assert.equal(reply.status, 201, reply.text);
    return reply.body;
  };
  const keyOf = (versionId: string) =>
    beside.prepare('select "objectKey" from "documentVersions" where "id" = ?').get(versionId)?.['objectKey'];

  const flows: ReadonlyArray<Flow> = [
    {
      name: 'announcing an upload',
      async begin() {
        const pdf = pdfOfSize(1000);
        return {
          act: async () => verdict(await announce(teacher, uploads, pdf)),
          isDone: async () =>
            count('select count(*) as n from "documentVersions" where "sha256" = ?', sha256(pdf)) > 0,
        };
      },
    },
    {
      name: 'putting a file',
      async begin() {
        const target = await announced();
        const path = join(dataDir, 'files/objects', String(keyOf(target.versionId)));
        return { act: async () => verdict(await put(target)), isDone: async () => existsSync(path) };
      },
    },
    {
      name: 'completing an upload',
      async begin() {
        const target = await announced();
        assert.equal((await put(target)).status, 201);
        return {
          act: async () => verdict(await complete(teacher, uploads, target.versionId)),
          isDone: async () =>
            count(
              'select count(*) as n from "documentVersions" where "id" = ? and "completedAt" is not null',
              target.versionId,
            ) > 0,
        };
      },
    },
    {
      name: 'cancelling an upload',
      async begin() {
        const target = await announced();
        assert.equal((await put(target)).status, 201);
        const key = String(keyOf(target.versionId));
        let isMarked = false;
        return {
          async act() {
            const reply = await teacher.post(`/api/v1/tasks/${uploads}/documents/${target.versionId}/cancel`);
            isMarked = reply.status === 404;
            return isMarked ? 'done' : verdict(reply);
          },
          // A refusal may come after the marking: then it can no longer be completed, and the sweep removes the file.
          isDone: async () => (existsSync(join(dataDir, 'files/objects', key)) ? isMarked : 'perhaps'),
        };
      },
    },
    {
      name: 'giving a URL',
      async begin() {
        let url = '';
        return {
          async act() {
            const reply = await student.post<{ descriptionPdfUrl: string }>(
              `/api/v1/tasks/${readable}/description-url`,
            );
            if (reply.status === 200) {
              url = reply.body.descriptionPdfUrl;
              urls.push(url);
            }
            return verdict(reply);
          },
          isDone: async () => url !== '' && withoutRecord(dataDir, [url]).length === 0,
        };
      },
    },
    ...[
      ['a small file', bytes],
      ['a large file', large],
    ].map(
      ([what, content]): Flow => ({
        name: `reading ${what}`,
        async begin() {
          await upload(teacher, uploads, content as Buffer);
          const url = await student.freshUrl(uploads);
          let read = '';
          return {
            async act() {
              // A reply that has begun can only be cut off.
              const reply = await fetch(url).catch(() => undefined);
              const body = await reply?.arrayBuffer().catch(() => undefined);
              if (reply?.status === 200 && body) read = sha256(new Uint8Array(body));
              return body && reply
                ? verdict({ status: reply.status, text: Buffer.from(body).toString('latin1').slice(0, 300) })
                : 'refused';
            },
            isDone: async () => read === sha256(content as Buffer),
          };
        },
      }),
    ),
    {
      name: 'signing in',
      isSlow: true,
      async begin() {
        let token = '';
        return {
          async act() {
            const reply = await trySignIn(apiUrl, 'student');
            if (reply.status === 200) token = reply.body.token;
            return verdict(reply);
          },
          isDone: async () =>
            token !== '' && (await createClient(apiUrl, token).get('/api/v1/me')).status === 200,
        };
      },
    },
    {
      name: 'signing out',
      async begin() {
        const { token } = await signIn(apiUrl, 'student');
        return {
          act: async () => verdict(await createClient(apiUrl, token).post('/api/auth/sign-out')),
          isDone: async () => (await createClient(apiUrl, token).get('/api/v1/me')).status === 401,
        };
      },
    },
    {
      name: 'creating a task',
      async begin() {
        const title = randomBytes(8).toString('hex');
        return {
          act: async () => verdict(await teacher.post('/api/v1/tasks', { title })),
          isDone: async () => count('select count(*) as n from "tasks" where "title" = ?', title) === 1,
        };
      },
    },
    {
      name: 'taking access away',
      async begin() {
        const taskId = await createOpenTask(teacher, 'Closes');
        await upload(teacher, taskId, bytes);
        const url = await student.freshUrl(taskId);
        return {
          act: async () => verdict(await teacher.request('DELETE', `/api/v1/tasks/${taskId}`)),
          isDone: async () => (await fetch(url)).status === 403,
        };
      },
    },
    {
      name: 'creating an account',
      async begin() {
        const email = `${randomBytes(8).toString('hex')}@example.org`;
        return {
          act: async () =>
            verdict(await admin.post('/api/v1/accounts', { email, name: 'Somebody', role: 'student' })),
          isDone: async () => count('select count(*) as n from "user" where "email" = ?', email) === 1,
        };
      },
    },
    {
      name: 'setting a password by a link',
      isSlow: true,
      async begin() {
        const email = `${randomBytes(8).toString('hex')}@example.org`;
        const account = { email, name: 'Somebody', role: 'student' };
        const { setupLink } = (await admin.post<{ setupLink: string }>('/api/v1/accounts', account)).body;
        const [, token] = setupLink.split('#token=');
        const newPassword = randomBytes(8).toString('hex');
        return {
          act: async () =>
            verdict(await createClient(apiUrl).post('/api/auth/reset-password', { token, newPassword })),
          isDone: async () => (await trySignIn(apiUrl, email, newPassword)).status === 200,
        };
      },
    },
    {
      name: 'changing a password and ending other sessions',
      isSlow: true,
      async begin() {
        const email = `${randomBytes(8).toString('hex')}@example.org`;
        const account = { email, name: 'Somebody', role: 'student' };
        const { setupLink } = (await admin.post<{ setupLink: string }>('/api/v1/accounts', account)).body;
        const [, token] = setupLink.split('#token=');
        const [currentPassword, newPassword] = [
          randomBytes(8).toString('hex'),
          randomBytes(8).toString('hex'),
        ];
        await createClient(apiUrl).post('/api/auth/reset-password', { token, newPassword: currentPassword });
        const [person, other] = [
          await signIn(apiUrl, email, currentPassword),
          await signIn(apiUrl, email, currentPassword),
        ];
        return {
          act: async () =>
            verdict(
              await person.post('/api/auth/change-password', {
                currentPassword,
                newPassword,
                revokeOtherSessions: true,
              }),
            ),
          async isDone() {
            const isChanged = (await trySignIn(apiUrl, email, newPassword)).status === 200;
            return isChanged && (await other.get('/api/v1/me')).status === 401;
          },
        };
      },
    },
    {
      name: 'importing people',
      isSlow: true,
      async begin() {
        const emails = [1, 2, 3].map(() => `${randomBytes(8).toString('hex')}@example.org`);
        const csv = `name,email\n${emails.map((email) => `Somebody,${email}\n`).join('')}`;
        return {
          act: async () => verdict(await admin.post('/api/v1/people-import', { csv })),
          isDone: async () =>
            count('select count(*) as n from "user" where "email" in (?, ?, ?)', ...emails) === 3,
        };
      },
    },
    {
      name: 'making a signing key',
      async begin() {
        const keys = async () =>
          (await admin.get<{ items: Array<{ id: string }> }>('/api/v1/signing-keys')).body.items;
        const before = (await keys()).length;
        return {
          act: async () => verdict(await admin.post('/api/v1/signing-keys')),
          async isDone() {
            const made = (await keys()).slice(0, -before);
            for (const { id } of made) await admin.request('DELETE', `/api/v1/signing-keys/${id}`);
            // The new file may have its name when only the flush of the name has failed.
            return made.length > 0 ? 'perhaps' : false;
          },
        };
      },
    },
  ];

  const tried = flows.filter(({ isSlow }) => !isSlow || sized(0, 1));
  for (const flow of tried) {
    it(`${flow.name} is refused or done, and works again afterwards`, async (test) => {
      const { trials, done, refused, wrong } = await tryAllFaults(disk, flow, { settle });
      test.diagnostic(`${trials} faults: ${refused} refused, ${done} done, ${wrong.length} wrong`);
      assert.deepEqual(wrong, []);
      assert.equal(await readiness(apiUrl), 200);
    });
  }

  it('leaves no part of an upload, no URL without a record, no row without a file', async () => {
    assert.deepEqual(withoutRecord(dataDir, urls), []);
    await createFileDriver(join(dataDir, 'files')).removeAbandoned(Date.now() + 60_000);
    const files = new Set(await storedFiles(dataDir));
    const completed = beside
      .prepare('select "objectKey" from "documentVersions" where "completedAt" is not null')
      .all();
    const missing = completed.filter(
      ({ objectKey }) => !files.has(join(dataDir, 'files/objects', String(objectKey))),
    );
    assert.deepEqual(missing, []);
    const known = new Set(
      beside
        .prepare('select "objectKey" from "documentVersions"')
        .all()
        .map(({ objectKey }) => join(dataDir, 'files/objects', String(objectKey))),
    );
    const unknown = [...files].filter((path) => !known.has(path) && !isKeptCheckpoint(path));
    assert.deepEqual(unknown, []);
    assert.equal(beside.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok');
    assert.ok((await download(await student.freshUrl(uploads))).length > 0);
  });
});
