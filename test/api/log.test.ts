import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../support/app.ts';

const { app, logged, send } = await openTestApp();

/** Values that must never be logged; each has a mark that no other text has. */
const secrets = {
  signature: 'SECRET-signature',
  token: 'SECRET-token',
  cookie: 'SECRET-cookie',
  password: 'SECRET-password',
};
const signedUrl = `https://files.example.org/documents/ab/c.pdf?expires=1&issue=a&kid=k&name=n&v=1&sig=${secrets.signature}`;
/** The log lines that the step wrote. */
async function linesOf(step: () => Promise<unknown>): Promise<ReadonlyArray<string>> {
  const before = logged.length;
  await step();
  return logged.slice(before);
}

function assertNoSecret(lines: ReadonlyArray<string>): void {
  assert.ok(lines.length > 0, 'nothing was logged');
  for (const line of lines) assert.doesNotMatch(line, /SECRET/);
}

const messages = [
  `cannot read ${signedUrl}`,
  `cannot read https://s3.example.org/a?X-Amz-Signature=${secrets.signature}&x=1`,
  `cannot read https://storage.example.org/a?X-Goog-Signature=${secrets.signature}`,
  `GET failed with Authorization: Bearer ${secrets.token}`,
  `bad header cookie: theme=dark; lectern.session_token=${secrets.cookie}; a=b`,
  `bad header set-cookie: __Secure-lectern.session_token=${secrets.cookie}`,
  `bad header cookie: __Host-lectern.device=${secrets.cookie}`,
  `unexpected body {"email":"a@example.org","password":"${secrets.password}"}`,
  `unexpected body email=a&password=${secrets.password}`,
];

describe('the log of an error', () => {
  for (const [at, message] of messages.entries()) {
    const fail = () => {
      throw new Error(message);
    };
    app.api.get(`/fails/${at}`, { config: { access: 'public' } }, fail);

    it(`names where it arose, and no secret: ${message}`, async () => {
      const lines = await linesOf(async () => {
        const { status, text } = await send(`GET /fails/${at}`);
        assert.equal(status, 500);
        assert.doesNotMatch(text, /SECRET|unexpected|cannot|failed|bad header/);
      });
      assert.match(lines[0] ?? '', /log\.test\.ts/);
      assertNoSecret(lines);
    });
  }
});

describe('the log of a request', () => {
  it('names the path and the status', async () => {
    const [line = '', ...others] = await linesOf(() => send('GET /api/v1/me?a=b'));
    assert.deepEqual(others, []);
    const { requestId, ms, ...facts } = JSON.parse(line);
    assert.match(requestId, /^[\da-f-]{36}$/);
    assert.equal(typeof ms, 'number');
    const expected = { method: 'GET', path: '/api/v1/me', status: 401, msg: 'request' };
    assert.partialDeepStrictEqual(facts, expected);
  });
});
