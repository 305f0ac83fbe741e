/** A small judge: it signs its users in, and shows them statements that Lectern keeps. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { grantedTo, readableUntil, tasks, type User, users } from './judge.ts';
import { grantUrl, lecternUrl } from './lectern.ts';
import { signInPage, statementPage, taskListPage } from './pages.ts';
import { type Claims, readToken, signForLectern, signToken } from './tokens.ts';

const { JUDGE_SECRET: secret = '', TOKEN_SECRET: secretForLectern = '', JUDGE_PORT = '3000' } = process.env;
if (secret === '' || secretForLectern === '') throw new Error('set JUDGE_SECRET and TOKEN_SECRET');

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | ReadonlyArray<string>>>;
  readonly body?: string;
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const route = `${request.method} ${request.url}`;
  if (route === 'GET /statement.js') return file('text/javascript', 'statement.js');
  if (route === 'GET /judge.css') return file('text/css', 'judge.css');
  const [, module] = /^GET \/lectern-client\/([\w-]+\.ts)$/.exec(route) ?? [];
  if (module) return clientModule(module);

  if (route === 'POST /sign-in') return signIn(new URLSearchParams(await text(request)));
  if (route === 'POST /sign-out') return toStart(cookie('access', ''), cookie('refresh', ''));
  if (route === 'POST /refresh') {
    const user = signedIn(request, 'refresh');
    return user ? toStart(cookie('access', signToken(secret, user, 'access'))) : toStart();
  }

  const user = signedIn(request, 'access');
  if (route === 'GET /') return html(user ? taskListPage(user) : signInPage());
  if (!user) return { status: 401 };
  if (route === 'GET /lectern-token') {
    return { body: signForLectern(secretForLectern, user, grantedTo(user)) };
  }
  const [, id, isPage] = /^GET \/tasks\/(\d+)(\/statement)?$/.exec(route) ?? [];
  const task = tasks.find((each) => each.id === Number(id));
  if (!task) return { status: 404 };
  if (isPage) return html(statementPage(task));
  const validUntil = readableUntil(user, task);
  if (validUntil === undefined) return { status: 403 };
  return json({ id: task.id, title: task.title, ...(await grantUrl(user, task, validUntil)) });
}

function signIn(form: URLSearchParams): Answer {
  const user = users.find(
    ({ name, password }) => name === form.get('name') && password === form.get('password'),
  );
  if (!user) return { ...html(signInPage('Name or password is wrong.')), status: 403 };
  return toStart(
    cookie('access', signToken(secret, user, 'access')),
    cookie('refresh', signToken(secret, user, 'refresh')),
  );
}

function signedIn({ headers }: IncomingMessage, type: Claims['type']): User | undefined {
  const [, token = ''] = new RegExp(`(?:^|; )${type}=([^;]+)`).exec(headers.cookie ?? '') ?? [];
  const claims = readToken(secret, token, type);
  return users.find(({ id }) => id === claims?.user_id);
}

/** Behind HTTPS, add `Secure`. */
const cookie = (name: Claims['type'], value: string) => `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;

const toStart = (...cookies: ReadonlyArray<string>): Answer => ({
  status: 303,
  headers: { location: '/', 'set-cookie': cookies },
});

const html = (body: string): Answer => ({
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'self'; img-src data:; frame-src ${lecternUrl}`,
  },
  body,
});

const json = (body: object): Answer => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const file = (type: string, name: string): Answer => ({
  headers: { 'content-type': type },
  body: readFileSync(join(import.meta.dirname, name), 'utf8'),
});

/** In a project of your own, bundle `lectern-client/embed`, or serve the files of the package as they are. */
function clientModule(name: string): Answer {
  const { body = '' } = file('', join('../../client/src', name));
  return { headers: { 'content-type': 'text/javascript' }, body: stripTypeScriptTypes(body) };
}

createServer(async (request, reply) => {
  // Answers are for one user, and URLs in them are short-lived.
  reply.setHeader('cache-control', 'no-store');
  try {
    const { status = 200, headers = {}, body = '' } = await answer(request);
    for (const [name, value] of Object.entries(headers)) reply.setHeader(name, value);
    reply.writeHead(status).end(body);
  } catch (error) {
    process.stderr.write(`${request.method} ${request.url}: ${error}\n`);
    reply.writeHead(500).end();
  }
}).listen(Number(JUDGE_PORT), '127.0.0.1', () => {
  process.stdout.write(`http://localhost:${JUDGE_PORT}\n`);
});
