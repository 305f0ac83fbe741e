import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { checkReply } from './check-reply.ts';
import { onePage, stream } from './plain-pdf.ts';
import { upTo } from './up-to.ts';

export const demoPassword = 'lectern-demo';

export interface TaskDetail {
  readonly taskId: string;
  readonly title: string;
  readonly descriptionPdfUrl: string | null;
  readonly descriptionPdfUrlExpiresAt: string | null;
  readonly language: string | null;
  readonly documents: ReadonlyArray<{
    language: string;
    fileName: string;
    size: number;
    sha256: string;
    updatedAt: string;
  }>;
  readonly access: { ground: string; validUntil: string | null };
}

export interface SignedDescription {
  readonly descriptionPdfUrl: string;
  readonly descriptionPdfUrlExpiresAt: string;
}

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
}

export interface Reply<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body & Problem;
}

export type ApiClient = ReturnType<typeof createClient>;

/** A client with a bearer token, or without a session. It throws for a reply that openapi.json does not describe. */
export function createClient(apiUrl: string, token = '') {
  const client = {
    token,
    async request<Body = object>(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Reply<Body>> {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status } = response;
      checkReply({ method, target: path, status, headers: Object.fromEntries(response.headers), text });
      const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
      return {
        status,
        headers: response.headers,
        text,
        body: (isJson ? JSON.parse(text) : {}) as Body & Problem,
      };
    },
    get: <Body = object>(path: string) => client.request<Body>('GET', path),
    post: <Body = object>(path: string, body?: unknown) => client.request<Body>('POST', path, body),
    /** The detail of a task that must be open. */
    async task(taskId: string) {
      return expect200(await client.get<TaskDetail>(`/api/v1/tasks/${taskId}`));
    },
    /** A fresh URL of the PDF of a task that must be open. */
    async freshUrl(taskId: string, body?: object) {
      const path = `/api/v1/tasks/${taskId}/description-url`;
      return expect200(await client.post<SignedDescription>(path, body)).descriptionPdfUrl;
    },
    /** All pages of a list. */
    async list<Item>(path: string, limit = 200): Promise<ReadonlyArray<Item>> {
      const items: Array<Item> = [];
      let cursor: string | null = '';
      const bound = upTo(1000);
      while (cursor !== null && bound()) {
        const query: string = `?limit=${limit}${cursor && `&cursor=${cursor}`}`;
        const page = expect200(
          await client.get<{ items: Array<Item>; nextCursor: string | null }>(`${path}${query}`),
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },
  };
  return client;
}

/** Signs in, and returns a client with the token. */
export async function signIn(apiUrl: string, name: string, password = demoPassword): Promise<ApiClient> {
  const reply = await trySignIn(apiUrl, name, password);
  return createClient(apiUrl, expect200(reply).token);
}

/** @param name an e-mail address, or the part before `@example.org` in the demo */
export function trySignIn(apiUrl: string, name: string, password = demoPassword) {
  const email = name.includes('@') ? name : `${name}@example.org`;
  return createClient(apiUrl).post<{ token: string }>('/api/auth/sign-in/email', { email, password });
}

export function expect200<Body>(reply: Reply<Body>): Body {
  if (reply.status !== 200) throw new Error(`expected a 200, got ${reply.status}: ${reply.text}`);
  return reply.body;
}

/** The name=value pair of the session cookie in a sign-in's reply. */
export function sessionCookie(reply: Reply<unknown>): string {
  return (reply.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
}

/** By the beginning of its title. */
export async function taskTitled(client: ApiClient, title: string): Promise<string> {
  const items = await client.list<{ taskId: string; title: string }>('/api/v1/tasks');
  const found = items.find((item) => item.title.startsWith(title));
  if (!found) throw new Error(`"${title}" is not among ${items.map((item) => item.title).join(', ')}`);
  return found.taskId;
}

export async function createOpenTask(teacher: ApiClient, title: string): Promise<string> {
  const task = { title, visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' };
  const { status, text, body } = await teacher.post<{ taskId: string }>('/api/v1/tasks', task);
  if (status !== 201) throw new Error(`the task was not created: ${text}`);
  return body.taskId;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A PDF of one empty page, different every time, of this many bytes, but at least about 500. */
export function pdfOfSize(size: number): Buffer {
  const padded = (count: number) => onePage({ more: [stream('', randomBytes(count))] });
  const roomForDigits = 16;
  const pdf = padded(Math.max(16, size - padded(0).length - roomForDigits));
  return Buffer.concat([pdf, Buffer.alloc(Math.max(0, size - pdf.length), '\n')]);
}

export interface Announcement {
  readonly language: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Announced {
  readonly versionId: string;
  readonly uploadUrl: string;
  readonly uploadHeaders: Readonly<Record<string, string>>;
}

/** The first of the three steps of an upload. `changes` may announce wrong values. */
export function announce(
  client: ApiClient,
  taskId: string,
  bytes: Uint8Array,
  changes: Partial<Announcement> = {},
): Promise<Reply<Announced>> {
  const announcement = { language: 'en', fileName: 'task.pdf', size: bytes.length, sha256: sha256(bytes) };
  return client.post<Announced>(`/api/v1/tasks/${taskId}/documents`, { ...announcement, ...changes });
}

export function complete(client: ApiClient, taskId: string, versionId: string): Promise<Reply<object>> {
  return client.post(`/api/v1/tasks/${taskId}/documents/${versionId}/complete`);
}

/** All three steps; throws unless the version became current. Returns its id. */
export async function upload(
  client: ApiClient,
  taskId: string,
  bytes: Uint8Array,
  changes: Partial<Announcement> = {},
): Promise<string> {
  const announced = await announce(client, taskId, bytes, changes);
  if (announced.status !== 201) throw new Error(`not announced: ${announced.text}`);
  const { versionId, uploadUrl, uploadHeaders } = announced.body;
  const put = await fetch(uploadUrl, {
    method: 'PUT',
    headers: uploadHeaders,
    body: new Blob([Uint8Array.from(bytes)]),
  });
  if (!put.ok) throw new Error(`not stored: ${await put.text()}`);
  expect200(await complete(client, taskId, versionId));
  return versionId;
}

/** Uploads a PDF of one page, and returns how many pages the server finds in it; null if it can't examine PDFs. */
export async function pagesOfUpload(teacher: ApiClient): Promise<number | null> {
  const taskId = await createOpenTask(teacher, 'Of a package');
  await upload(teacher, taskId, onePage());
  const path = `/api/v1/tasks/${taskId}/documents/en/examination`;
  return expect200(await teacher.get<{ pages: number | null }>(path)).pages;
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The code of the problem, if it is one. */
  readonly code: string | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends exactly this request target; `fetch` would normalize it first. */
export async function send(
  origin: string,
  target: string,
  options: { method?: string; headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<RawReply> {
  const { method = 'GET', headers = {}, body } = options;
  const { hostname: host, port } = new URL(origin);
  const sent = request({ host, port, path: target, method, headers, agent });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const bytes = Buffer.concat(await response.toArray());
  const isProblem = response.headers['content-type'] === 'application/problem+json' && bytes.length > 0;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes,
    code: isProblem ? JSON.parse(bytes.toString()).code : undefined,
  };
}

/** Path and query of a URL, exactly as written. */
export function targetOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3));
}

export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
