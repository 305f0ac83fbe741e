import assert from 'node:assert/strict';
import { chmod, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  announce,
  createClient,
  createOpenTask,
  demoPassword,
  pdfOfSize,
  send,
  sessionCookie,
  signIn,
  targetOf,
  taskTitled,
  trySignIn,
  upload,
} from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo', { LECTERN_LOG_LEVEL: 'debug' });
after(() => server.end());
const { apiUrl, filesUrl, dataDir } = server;

/** Values that must not be logged, by what they are. */
const secrets = new Map<string, string>();

async function workThroughASession() {
  const reply = await trySignIn(apiUrl, 'student');
  secrets.set('token', reply.body.token);
  secrets.set('token with signature', reply.headers.get('set-auth-token') as string);
  secrets.set('cookie', sessionCookie(reply).split('=')[1] as string);
  secrets.set('wrong password', 'a-wrong-password-of-mine');
  await trySignIn(apiUrl, 'student', 'a-wrong-password-of-mine');
  await createClient(apiUrl).request(
    'POST',
    '/api/auth/sign-in/email',
    '{"password":"a-wrong-password-of-mine",',
  );

  const teacher = await signIn(apiUrl, 'teacher');
  const student = createClient(apiUrl, reply.body.token);
  secrets.set('token of the teacher', teacher.token);
  const taskId = await taskTitled(student, 'Sum of Squares');
  const stable = (await student.task(taskId)).descriptionPdfUrl as string;
  const fresh = await student.freshUrl(taskId);
  const uploadTask = await createOpenTask(teacher, 'Logged');
  const { uploadUrl } = (await announce(teacher, uploadTask, pdfOfSize(100))).body;
  await upload(teacher, uploadTask, pdfOfSize(100));

  const urls = { stable, fresh, upload: uploadUrl };
  for (const [name, url] of Object.entries(urls)) {
    secrets.set(`signature of the ${name} URL`, new URL(url).searchParams.get('sig') as string);
    const target = targetOf(url);
    const encoded = encodeURIComponent(url);
    const once = target.replace('?', '%3F').replaceAll('&', '%26').replaceAll('=', '%3D');
    const credentials = { cookie: sessionCookie(reply), authorization: `Bearer ${reply.body.token}` };
    for (const origin of [apiUrl, filesUrl]) {
      for (const method of ['GET', 'PUT', 'POST', 'HEAD']) {
        await send(origin, target, { method, headers: { referer: url, ...credentials } });
      }
      for (const path of [
        `${target}x`,
        target.replace('&v=1', ''),
        target.replace('?', '%3f'),
        target.replace('?', '%3F'),
        target.replace('?', ';'),
        target.replace('?', ''),
        target.replace('?', '#'),
        once,
        `/${encoded}`,
        `/api/v1/tasks/${encoded}`,
        `/api/v1/tasks/x?url=${encoded}`,
        `/api/v1/tasks?sig=${new URL(url).searchParams.get('sig')}`,
        `/api/v1/tasks?cursor=${encoded}`,
        `/api/auth/get-session?token=${reply.body.token}`,
        `/api/auth/callback/${encoded}`,
        `/docs/static/${encoded}`,
        url,
      ]) {
        await send(origin, path, {
          headers: { referer: url, origin: url, 'user-agent': url, ...credentials },
        });
      }
      for (const line of [
        `GET ${target} x HTTP/1.1`,
        `GET ${url}\x01 HTTP/1.1`,
        `GET ${target} HTTP/1.1\r\nBad Header: ${url}`,
      ]) {
        const socket = connect(Number(new URL(origin).port), '127.0.0.1');
        socket.end(`${line}\r\nHost: x\r\nReferer: ${url}\r\n\r\n`);
        await socket.toArray();
      }
    }
  }
  await student.request('POST', '/api/v1/tasks', { title: fresh, [reply.body.token]: 1 });
  await student.request('GET', `/api/v1/tasks/${taskId}?${encodeURIComponent(fresh)}=1`);
  await server.lectern(['trace', fresh]);
  await server.lectern(['keys', 'rotate']);
  return { student, taskId, fresh };
}

describe('the log of a whole session', () => {
  it('contains no signature, token, cookie, password or key', async () => {
    const { student, taskId, fresh } = await workThroughASession();

    // A server failure is logged in more detail, so the test needs one.
    const keyFile = join(dataDir, 'signing-keys.json');
    await chmod(keyFile, 0o644);
    assert.equal((await student.get(`/api/v1/tasks/${taskId}`)).status, 503);
    assert.equal((await send(filesUrl, targetOf(fresh))).status, 503);
    await chmod(keyFile, 0o600);

    const newPassword = 'a-new-password-of-mine';
    secrets.set('new password', newPassword);
    const change = { currentPassword: demoPassword, newPassword };
    assert.equal((await student.post('/api/auth/change-password', change)).status, 200);
    await student.post('/api/auth/sign-out');
    await server.lectern(['users', 'reset-password', 'student@example.org', '--password-stdin'], newPassword);
    for (const { id, secret } of JSON.parse(await readFile(keyFile, 'utf8')).keys)
      secrets.set(`key ${id}`, secret);
    secrets.set('auth secret', (await readFile(join(dataDir, 'auth-secret'), 'utf8')).trim());
    await server.stop();

    // The demo prints its password once, as an instruction; that is not the log.
    const log = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    assert.ok(log.length > 100, `${log.length} lines were logged`);
    assert.ok(
      log.some((line) => line.includes('"level":50')),
      'one of them is an error',
    );
    const leaks = [...secrets, ['password', demoPassword] as const].flatMap(([what, secret]) =>
      log
        .filter((line) => line.includes(secret) || line.includes(encodeURIComponent(secret)))
        .map((line) => `${what}: ${line}`),
    );
    assert.deepEqual(leaks, []);
  });

  it('is JSON, one line each, and names request, status and issue', () => {
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    assert.ok(
      lines.some(({ msg, requestId, method, status }) => msg === 'request' && requestId && method && status),
    );
    assert.ok(lines.some(({ msg, issueId, keyId }) => msg === 'file request' && issueId && keyId));
  });
});
