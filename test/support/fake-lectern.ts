import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { patientServer } from './ports.ts';

export const fakeApiKey = 'lectern_key_0123456789abcdefghijABCDEFGHIJ0123456789';

interface FakeTask {
  readonly taskId: string;
  settings: Readonly<Record<string, unknown>>;
  /** Current PDFs by language, and attachments by name. */
  readonly documents: Map<string, { fileName: string; sha256: string; reason?: object | undefined }>;
}

interface Announced {
  readonly task: FakeTask;
  readonly language: string;
  readonly fileName: string;
  readonly sha256: string;
  bytes?: Buffer;
}

/** A refusal instead of the answer; undefined to let a request pass. */
export type Interfere = (request: {
  readonly method: string;
  readonly path: string;
}) =>
  | { readonly status: number; readonly code?: string; readonly headers?: Record<string, string> }
  | undefined;

export type FakeLectern = Awaited<ReturnType<typeof startFakeLectern>>;

/**
 * The routes of the API that a push needs, in front of a storage that accepts what is announced: tasks by external id,
 * documents and attachments by SHA-256, `dryRun`.
 */
export async function startFakeLectern() {
  /** By external id. */
  const tasks = new Map<string, FakeTask>();
  const uploads = new Map<string, Announced>();
  /** `PUT /api/v1/tasks/ext%3Ahello`, in order of arrival. */
  const requests: Array<string> = [];
  /** The `Authorization` of requests to the storage. */
  const storageCredentials: Array<string | undefined> = [];
  let url = '';

  const putTask = (externalId: string, body: Record<string, unknown>, dryRun: boolean) => {
    const known = tasks.get(externalId);
    if (body['title'] === undefined) return problem(400, 'request-invalid');
    const task: FakeTask = known ?? { taskId: `task-${tasks.size}`, settings: {}, documents: new Map() };
    // The final state, except that omitted staff stay.
    const staff = body['staff'] ?? task.settings['staff'];
    const settings = { ...body, ...(staff === undefined ? {} : { staff }) };
    const outcome =
      known === undefined ? 'created' : isSame(known.settings, settings) ? 'unchanged' : 'changed';
    if (!dryRun) {
      task.settings = settings;
      tasks.set(externalId, task);
    }
    return {
      status: known || dryRun ? 200 : 201,
      body: { taskId: task.taskId, externalId, ...settings, outcome },
    };
  };
  const addStaff = (
    task: FakeTask,
    { emails, role }: { emails: Array<string>; role: string },
    dryRun: boolean,
  ) => {
    const known = (task.settings['staff'] ?? []) as ReadonlyArray<{ email: string }>;
    const added = emails.filter((email) => !known.some((each) => each.email === email));
    const staff = [...known, ...added.map((email) => ({ email, role }))];
    if (!dryRun) task.settings = { ...task.settings, staff };
    return { status: 200, body: { added: added.length, unknown: [], unverified: [] } };
  };
  const putDocument = (task: FakeTask, language: string, body: Record<string, unknown>, dryRun: boolean) => {
    const { fileName, sha256 } = body as { fileName: string; sha256: string };
    const current = task.documents.get(language);
    if (current?.sha256 === sha256) return { status: 200, body: { outcome: 'unchanged', document: current } };
    if (dryRun) return { status: 200, body: { outcome: 'different' } };
    const versionId = `version-${uploads.size}`;
    uploads.set(versionId, { task, language, fileName, sha256 });
    const upload = {
      versionId,
      uploadUrl: `${url}/storage/${versionId}?signature=x`,
      uploadUrlExpiresAt: new Date().toISOString(),
      uploadHeaders: { 'content-type': 'application/pdf' },
    };
    return { status: 201, body: { outcome: 'upload', upload } };
  };
  const complete = (upload: Announced, { reason }: { reason?: object }) => {
    const { task, language, fileName, sha256, bytes = Buffer.alloc(0) } = upload;
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return problem(409, 'upload-missing');
    task.documents.set(language, { fileName, sha256, reason });
    return { status: 200, body: { versionId: 'x', language } };
  };
  const byId = (reference: string) =>
    reference.startsWith('ext:')
      ? tasks.get(reference.slice(4))
      : [...tasks.values()].find(({ taskId }) => taskId === reference);

  async function answer(request: IncomingMessage, pathname: string, dryRun: boolean) {
    const names = pathname.split('/').slice(1).map(decodeURIComponent);
    const bytes = await buffer(request);
    if (names[0] === 'storage') {
      storageCredentials.push(request.headers.authorization);
      const upload = uploads.get(names[1] ?? '');
      if (!upload || request.headers['content-type'] !== 'application/pdf')
        return problem(403, 'url-invalid');
      upload.bytes = bytes;
      return { status: 201, body: {} };
    }
    if (request.headers.authorization !== `Bearer ${fakeApiKey}`) return problem(401, 'unauthenticated');
    const [, , , reference = '', , language = '', step] = names;
    const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString());
    if (names[4] === 'settings') {
      const { taskId, settings } = byId(reference) ?? {};
      return taskId === undefined
        ? problem(404, 'not-found')
        : { status: 200, body: { taskId, ...settings } };
    }
    if (names.length === 4) return putTask(reference.replace(/^ext:/, ''), body, dryRun);
    const task = byId(reference);
    if (!task) return problem(404, 'not-found');
    if (names[4] === 'staff') return addStaff(task, body, dryRun);
    const upload = uploads.get(language);
    if (step === 'complete') return upload ? complete(upload, body ?? {}) : problem(404, 'not-found');
    return putDocument(task, names[4] === 'attachments' ? body.fileName : language, body, dryRun);
  }

  const server = createServer(patientServer, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const method = request.method ?? '';
    requests.push(`${method} ${pathname}${searchParams.has('dryRun') ? ' dry' : ''}`);
    const refusal = fake.interfere({ method, path: pathname });
    if (refusal) {
      await buffer(request);
      const { status, code = 'unavailable', headers = {} } = refusal;
      return send(response, problem(status, code), headers);
    }
    send(response, await answer(request, pathname, searchParams.get('dryRun') === 'true'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake = {
    ...{ url, tasks, requests, storageCredentials, interfere: (() => undefined) as Interfere },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return fake;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const problem = (status: number, code: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail: `Refused: ${code}.`, requestId: 'r' },
});

function send(
  response: ServerResponse,
  { status, body }: Answer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const isSame = isDeepStrictEqual;
