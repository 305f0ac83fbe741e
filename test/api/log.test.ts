import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../support/app.ts';

const { app, core, logged, send, person, task, publish } = await openTestApp();

/** Values that must never be logged; each has a mark that no other text has. */
const secrets = {
  signature: 'SECRET-signature',
  token: 'SECRET-token',
  cookie: 'SECRET-cookie',
  password: 'SECRET-password',
};
const signedUrl = `https://files.example.org/documents/ab/c.pdf?expires=1&issue=a&kid=k&name=n&v=1&sig=${secrets.signature}`;
const carrying = {
  referer: signedUrl,
  'x-api-key': secrets.token,
  'user-agent': signedUrl,
};

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
    for (const [name, value] of Object.entries({
      method: 'GET',
      path: '/api/v1/me',
      status: 401,
      msg: 'request',
    })) {
      assert.equal(facts[name], value);
    }
  });

  it('has no secret of the URL, the Referer or another header', async () => {
    const urls = [
      `/api/v1/tasks?sig=${secrets.signature}`,
      `/api/v1/tasks?token=${secrets.token}`,
      `/api/v1/tasks#${secrets.token}`,
      `/documents/ab/c.pdf?expires=1&sig=${secrets.signature}`,
      `/documents/ab/c.pdf%3Fexpires=1&sig=${secrets.signature}`,
      `/documents/ab/c.pdf%3fexpires=1%26sig=${secrets.signature}`,
      `/%E0%A4%A?sig=${secrets.signature}`,
    ];
    const lines = await linesOf(async () => {
      for (const url of urls) await send(`GET ${url}`, undefined, carrying);
    });
    assertNoSecret(lines);
  });

  it('has no session token and no cookie, valid or not', async () => {
    const { token, send: sendAs } = await person();
    const lines = await linesOf(async () => {
      await sendAs('GET /api/v1/me', undefined, carrying);
      await send('GET /api/v1/me', undefined, { cookie: `lectern.session_token=${token}.${secrets.cookie}` });
      await send('GET /api/v1/me', undefined, { authorization: `Bearer ${secrets.token}` });
    });
    assertNoSecret(lines);
    assert.doesNotMatch(lines.join(), new RegExp(token));
  });

  it('has no password, in whatever way signing in fails', async () => {
    const { password } = secrets;
    const email = 'ann@example.org';
    await core.newAccounts.create({ email, name: 'Ann', role: 'student', password });
    const lines = await linesOf(async () => {
      for (const body of [
        { email, password },
        { email, password: `${password}-wrong` },
        { email: 'nobody@example.org', password },
        { email: password, password },
        { email, password, [password]: 1 },
        `{"email": "${email}", "password": "${password}"`,
        password,
      ]) {
        await send('POST /api/auth/sign-in/email', body, carrying);
      }
    });
    assertNoSecret(lines);
    assert.doesNotMatch(lines.join(), /[?&]sig=|Bearer [^[]/);
  });

  it('has no signature of a URL that was just issued', async () => {
    const teacher = await person('teacher');
    const { id } = await task(teacher);
    await publish({ id }, teacher);
    const lines = await linesOf(async () => {
      const { body } = await teacher.send(`GET /api/v1/tasks/${id}`);
      await send(`GET /?next=${encodeURIComponent(body.descriptionPdfUrl)}`, undefined, {
        referer: body.descriptionPdfUrl,
      });
    });
    assert.equal(lines.length, 2);
    assert.doesNotMatch(lines.join(), /sig=|sig%3D/i);
  });
});
