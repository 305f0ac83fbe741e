import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { signIn, trySignIn } from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;

async function operate(args: ReadonlyArray<string>, stdin?: string): Promise<void> {
  const { code, stderr } = await server.lectern(args, stdin);
  assert.equal(code, 0, stderr);
}

describe('a session of a running server ends', () => {
  it('when an operator disables the account', async () => {
    const student = await signIn(apiUrl, 'student');
    await operate(['users', 'disable', 'student@example.org']);
    assert.equal((await student.get('/api/v1/me')).status, 401);
    const refused = await trySignIn(apiUrl, 'student');
    assert.deepEqual([refused.status, refused.body.code], [403, 'account-disabled']);

    await operate(['users', 'enable', 'student@example.org']);
    assert.equal((await student.get('/api/v1/me')).status, 401, 'the old session is still invalid');
    assert.equal((await trySignIn(apiUrl, 'student')).status, 200);
  });

  it('when an operator resets the password', async () => {
    const outsider = await signIn(apiUrl, 'outsider');
    await operate(['users', 'reset-password', 'outsider@example.org', '--password-stdin'], 'another-one\n');
    assert.equal((await outsider.get('/api/v1/me')).status, 401);
    assert.equal((await trySignIn(apiUrl, 'outsider')).status, 401);
    assert.equal((await trySignIn(apiUrl, 'outsider', 'another-one')).status, 200);
  });
});
