import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Answer, inTurn, type ServerInTurn } from '../support/answers-in-turn.ts';
import { createClient, pdfOfSize, sha256 } from '../support/api-client.ts';
import { repositoryRoot, type ServerProcess, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** One call of a client library, under its name in TypeScript. */
export interface Call {
  readonly call: string;
  /** As in openapi.json, and the values of its `{names}`. */
  readonly path?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly [option: string]: unknown;
}

export interface Session {
  readonly baseUrl: string;
  readonly token: string;
  readonly timeoutSeconds?: number;
  readonly calls: ReadonlyArray<Call>;
}

export interface CallResult {
  readonly result?: unknown;
  readonly error?: {
    readonly code: string;
    readonly detail: string;
    readonly status: number;
    readonly requestId?: string;
    readonly facts: Readonly<Record<string, unknown>> | null;
  };
}

export interface SessionResult {
  readonly results: ReadonlyArray<CallResult>;
  /** The peak memory of its process; undefined for a client without its own process. */
  readonly maxRssKiB?: number;
}

export interface ClientLibrary {
  readonly language: string;
  /** Creates a client and makes the calls in order. Rejects when the client cannot be created. */
  run(session: Session): Promise<SessionResult>;
}

const json =
  (body: object, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const problem =
  (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify(body));
const cutOff: Answer = (_, response) => void response.destroy();
const busy = (retryAfter: string) =>
  problem(503, { code: 'unavailable', detail: 'Try again.' }, { 'retry-after': retryAfter });
const ok = json({ id: '1' });

const keyOf = ({ headers }: IncomingMessage) => headers['idempotency-key'];
const me: Call = { call: 'get', path: '/api/v1/me' };

/** The POSTs of openapi.json, each with whether it takes an `Idempotency-Key`. */
function postsOfTheApi(): ReadonlyMap<string, boolean> {
  const document = JSON.parse(readFileSync(join(repositoryRoot, 'openapi.json'), 'utf8'));
  const posts = new Map<string, boolean>();
  for (const [path, { post }] of Object.entries<{ post?: { parameters?: ReadonlyArray<object> } }>(
    document.paths,
  )) {
    const takesKey = JSON.stringify(post?.parameters ?? []).includes('idempotency-key');
    if (post && path.startsWith('/api/v1/')) posts.set(path, takesKey);
  }
  return posts;
}

/** What a client library does in every language, against servers of the test and a real one. */
export function clientLibraryContract({ language, run }: ClientLibrary): void {
  const folder = temporaryFolder();
  const token = 'lectern_key_of_the_platform';

  async function call(server: ServerInTurn, one: Call, options: Partial<Session> = {}): Promise<CallResult> {
    const { results } = await run({ baseUrl: server.url, token, calls: [one], ...options });
    return results[0] ?? assert.fail();
  }

  async function refusal(server: ServerInTurn, one: Call, options: Partial<Session> = {}) {
    const { error, result } = await call(server, one, options);
    return error ?? assert.fail(`it succeeded: ${JSON.stringify(result)}`);
  }

  describe(`a request of the ${language} client`, { concurrency: true }, () => {
    it('has the token as its bearer, and is sent to the base URL with its path', async () => {
      const server = await inTurn(ok);
      const baseUrl = `${server.url}/lectern/`;
      assert.deepEqual((await call(server, me, { baseUrl })).result, { id: '1' });
      const [{ url, headers } = assert.fail()] = server.seen;
      assert.deepEqual([url, headers.authorization], ['/lectern/api/v1/me', `Bearer ${token}`]);
    });

    for (const retryAfter of ['1', 'Sun, 06 Nov 1994 08:49:38 GMT']) {
      it(`is sent again after a 503 with Retry-After: ${retryAfter}`, async () => {
        const times: Array<number> = [];
        const server = await inTurn(
          (request, response) => {
            times.push(performance.now());
            response.setHeader('date', 'Sun, 06 Nov 1994 08:49:37 GMT');
            busy(retryAfter)(request, response);
          },
          (request, response) => {
            times.push(performance.now());
            ok(request, response);
          },
        );
        assert.deepEqual((await call(server, me)).result, { id: '1' });
        const [first = 0, second = 0] = times;
        assert.ok(second - first >= 990, 'not before the second that Retry-After names');
      });
    }

    it('is not sent again when Retry-After is longer than half a minute', async () => {
      const server = await inTurn(busy('31'), ok);
      const { code, facts } = await refusal(server, me);
      assert.deepEqual([code, facts], ['unavailable', { retryAfterSeconds: 31 }]);
      assert.equal(server.seen.length, 1);
    });

    for (const [title, answer, code] of [
      ['replies are 503', problem(503, { code: 'unavailable', detail: 'Try again.' }), 'unavailable'],
      ['replies are 502 of a proxy', (_, reply) => reply.writeHead(502).end('<h1>'), 'reply-unreadable'],
      ['connections break', cutOff, 'network'],
      [
        'replies break off',
        (_, reply) => {
          reply.writeHead(200, { 'content-length': '100' }).write('{"id":', () => reply.destroy());
        },
        'network',
      ],
    ] as ReadonlyArray<[string, Answer, string]>) {
      it(`is given up after three attempts when ${title}`, async () => {
        const server = await inTurn(answer);
        assert.equal((await refusal(server, me)).code, code);
        assert.equal(server.seen.length, 3);
      });
    }

    it('fails when nothing arrives within its timeout', async () => {
      const server = await inTurn(() => {});
      const path = '/api/v1/groups/{groupId}';
      const silent: Call = { call: 'patch', path, values: { groupId: '1' }, body: {} };
      const { code, status } = await refusal(server, silent, { timeoutSeconds: 0.1 });
      assert.deepEqual([code, status], ['network', 0]);
    });

    it('fails with the code, detail, request id and facts of the problem', async () => {
      const body = {
        ...{ type: 'about:blank', title: 'Not open yet', status: 403, code: 'not-open-yet' },
        ...{ detail: 'It opens later.', requestId: 'r-1', opensAt: '2030-01-01T00:00:00Z' },
      };
      const server = await inTurn(problem(403, body));
      assert.deepEqual(await refusal(server, me), {
        ...{ code: 'not-open-yet', detail: 'It opens later.', status: 403, requestId: 'r-1' },
        facts: { opensAt: '2030-01-01T00:00:00Z' },
      });
    });

    it('does not send the token to another host', async () => {
      const other = await inTurn(ok);
      const server = await inTurn(
        (_, response) => void response.writeHead(307, { location: `${other.url}/api/v1/me` }).end(),
      );
      await call(server, me);
      assert.deepEqual(
        other.seen.filter(({ headers }) => headers.authorization !== undefined),
        [],
      );
    });

    it('does not accept a reply of more than 16 MiB', async () => {
      const server = await inTurn((_, response) => void response.end(`"${'a'.repeat(16 * 2 ** 20)}"`));
      const { code, detail } = await refusal(server, me);
      assert.equal(code, 'reply-unreadable');
      assert.match(detail, /more than 16777216 bytes/);
    });
  });

  describe(`a request of the ${language} client that fails once`, { concurrency: true }, () => {
    /** Fails the first request to each address. */
    const once503 = () => {
      const met = new Set<string>();
      return inTurn((request, response) => {
        const target = `${request.method} ${request.url}`;
        if (met.has(target)) return ok(request, response);
        met.add(target);
        return problem(503, { code: 'unavailable', detail: 'Try again.' })(request, response);
      });
    };

    it('is sent again with the same key wherever a POST takes one, and without a key only for granted URLs', async () => {
      const server = await once503();
      const posts = [...postsOfTheApi()].filter(([path]) => !path.endsWith('/complete'));
      const ids = {
        userId: 'u',
        taskId: 't',
        groupId: 'g',
        contestId: 'c',
        versionId: 'v',
        attachmentId: 'a',
        webhookId: 'w',
      };
      const values = { ...ids, language: 'en' };
      const calls = posts.map(([path]) => ({ call: 'post', path, values, body: {} }));
      await run({ baseUrl: server.url, token, calls });
      for (const [path, takesKey] of posts) {
        const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => values[name as keyof typeof values] ?? 'x');
        const sent = server.seen.filter((request) => request.url === url);
        const repeated = takesKey || path === '/api/v1/granted-urls';
        assert.equal(sent.length, repeated ? 2 : 1, path);
        const [key, ...others] = new Set(sent.map(keyOf));
        assert.deepEqual(others, [], path);
        assert.equal(key !== undefined, takesKey, path);
      }
    });

    it('has a different key than the call before it, or the given one', async () => {
      const server = await inTurn(ok);
      const post: Call = { call: 'post', path: '/api/v1/groups', body: { name: 'A' } };
      const own = { ...post, idempotencyKey: 'a "b" \\ c' };
      await run({ baseUrl: server.url, token, calls: [post, post, own] });
      const [first, second, third] = server.seen.map(keyOf);
      assert.notEqual(first, second);
      assert.equal(third, '"a \\"b\\" \\\\ c"'); // RFC 8941 §3.3.3
    });

    it('is sent again if it is a GET, a PUT or a DELETE, and not if it is a PATCH or has If-Match', async () => {
      const server = await once503();
      const path = '/api/v1/groups/{groupId}';
      await run({
        ...{ baseUrl: server.url, token },
        calls: [
          { call: 'get', path, values: { groupId: '1' } },
          { call: 'put', path, values: { groupId: '1' }, body: { name: 'A' } },
          { call: 'delete', path, values: { groupId: '1' } },
          { call: 'patch', path, values: { groupId: '1' }, body: { name: 'A' } },
          { call: 'put', path, values: { groupId: '2' }, body: { name: 'A' }, ifMatch: '"1"' },
        ],
      });
      assert.deepEqual(
        server.seen.map(({ method, url }) => `${method} ${url?.at(-1)}`),
        ['GET 1', 'GET 1', 'PUT 1', 'PUT 1', 'DELETE 1', 'DELETE 1', 'PATCH 1', 'PUT 2'],
      );
      assert.ok(server.seen.every((request) => keyOf(request) === undefined));
    });
  });

  describe(`an id that the ${language} client receives`, () => {
    for (const [title, taskId] of [
      ['is missing', ''],
      ['would lead to another address', '..'],
    ] as const) {
      it(`is refused when it ${title}, and nothing is sent`, async () => {
        const server = await inTurn(ok);
        const one: Call = { call: 'delete', path: '/api/v1/tasks/{taskId}', values: { taskId } };
        await assert.rejects(run({ baseUrl: server.url, token, calls: [one] }), /missing/);
        assert.equal(server.seen.length, 0);
      });
    }
  });

  describe(`the base URL of the ${language} client`, () => {
    const host = 'lectern.example.org';
    const added = [`https://${host}?a=b`, `https://${host}#a`, `https://a:b@${host}`];
    for (const baseUrl of [host, `ftp://${host}`, 'https://', '', ...added]) {
      it(`is refused as "${baseUrl}", and the error says what to write`, async () => {
        await assert.rejects(run({ baseUrl, token, calls: [] }), /https:\/\/lectern\.example\.org/);
      });
    }
  });

  describe(`an upload of the ${language} client`, { concurrency: true }, () => {
    const bytes = 150 * 2 ** 20;
    const large = join(folder, 'large.en.pdf');
    const file = openSync(large, 'w');
    writeSync(file, '%PDF-1.7\n');
    ftruncateSync(file, bytes);
    closeSync(file);

    it('streams the file to the storage without the token, and sends it again when the storage fails', async () => {
      let received = 0;
      const storage = await inTurn(
        problem(503, {}),
        (request, response) =>
          void request
            .on('data', (chunk: Buffer) => {
              received += chunk.length;
            })
            .on('end', () => response.writeHead(201).end()),
      );
      let announced = 0;
      const api = await inTurn((request, response) => {
        if (request.url?.endsWith('/complete')) return json({ versionId: 'v', pages: 1 })(request, response);
        announced += 1;
        const uploadUrl = `${storage.url}/object?sig=${announced}`;
        const upload = { versionId: 'v', uploadUrl, uploadHeaders: { 'content-type': 'application/pdf' } };
        return json({ outcome: 'upload', upload })(request, response);
      });
      const upload: Call = { call: 'uploadDocument', taskId: 'ext:42', language: 'en', file: large };
      const { results, maxRssKiB } = await run({ baseUrl: api.url, token, calls: [upload] });
      assert.partialDeepStrictEqual(results[0]?.result, { outcome: 'uploaded', versionId: 'v' });
      assert.equal(received, bytes);
      const sent = storage.seen.at(-1)?.headers;
      assert.equal(sent?.authorization, undefined);
      assert.equal(sent?.['content-type'], 'application/pdf');
      assert.equal(sent?.['content-length'], String(bytes));
      if (maxRssKiB !== undefined) assert.ok(maxRssKiB * 1024 < bytes / 2, `${maxRssKiB} KiB of memory`);
    });

    it('ends with `upload-failed` when the storage refuses the file', async () => {
      const small = join(folder, 'small.en.pdf');
      writeFileSync(small, '%PDF-1.7\n');
      const storage = await inTurn(
        (request, response) => void request.resume().on('end', () => response.writeHead(400).end()),
      );
      const upload = { versionId: 'v', uploadUrl: storage.url, uploadHeaders: {} };
      const api = await inTurn(json({ outcome: 'upload', upload }));
      const one: Call = { call: 'uploadDocument', taskId: 'ext:42', language: 'en', file: small };
      const { code, status } = await refusal(api, one);
      assert.deepEqual([code, status], ['upload-failed', 400]);
    });
  });

  describe(`the ${language} client, with a real server`, () => {
    const pdf = pdfOfSize(2000);
    const file = join(folder, 'sum.en.pdf');
    writeFileSync(file, pdf);
    let server: ServerProcess;
    let apiKey: string;
    let admin: ReturnType<typeof createClient>;
    before(async () => {
      server = await startServer('serve');
      const scopes = 'read,sync,upload,grant';
      const made = await server.lectern(['api-keys', 'create', '--name', 'platform', '--scopes', scopes]);
      assert.equal(made.code, 0, made.stderr);
      apiKey = made.stdout.trim();
      admin = createClient(server.apiUrl, apiKey);
    });
    after(() => server.end());

    const real = (...calls: ReadonlyArray<Call>) =>
      run({ baseUrl: server.apiUrl, token: apiKey, calls }).then(({ results }) => results);
    const task: Call = {
      ...{ call: 'put', path: '/api/v1/tasks/{taskId}', values: { taskId: 'ext:42' } },
      body: { title: 'Sum of squares' },
    };
    const upload: Call = {
      ...{ call: 'uploadDocument', taskId: 'ext:42', language: 'en', file },
      reason: { en: 'Sample 2 was wrong.' },
    };

    it('uploads a PDF once', async () => {
      const [, first, second] = await real(task, upload, upload);
      const version = { fileName: 'sum.en.pdf', language: 'en', size: 2000, sha256: sha256(pdf) };
      assert.partialDeepStrictEqual(first?.result, { ...version, outcome: 'uploaded' });
      const { versionId } = (first?.result ?? {}) as { versionId?: string };
      assert.partialDeepStrictEqual(second?.result, { ...version, outcome: 'unchanged', versionId });
    });

    it('gets more than a hundred URLs in order, and the problem of one', async () => {
      const wishes = Array.from({ length: 101 }, (_, at) => ({
        taskId: at === 50 ? 'ext:none' : 'ext:42',
        reader: { externalId: String(at), name: 'Ada' },
      }));
      const [granted] = await real({ call: 'grantUrls', wishes });
      const items = granted?.result as ReadonlyArray<
        Record<'outcome' | 'task' | 'url', string> & { problem?: string }
      >;
      assert.equal(items.length, 101);
      assert.equal(items[0]?.task, '42');
      const refused = items.flatMap(({ outcome, problem: code }, at) =>
        outcome === 'refused' ? [[at, code]] : [],
      );
      assert.deepEqual(refused, [[50, 'not-found']]);
      const reply = await fetch(items.at(-1)?.url ?? '');
      assert.equal(sha256(Buffer.from(await reply.arrayBuffer())), sha256(pdf));
    });

    it('gives the reason of a refusal, with the id of the request', async () => {
      const { results } = await run({ baseUrl: server.apiUrl, token: 'lectern_key_of_nobody', calls: [me] });
      const { code, status, requestId, detail } = results[0]?.error ?? assert.fail();
      assert.deepEqual([code, status], ['api-key-invalid', 401]);
      assert.ok(requestId);
      assert.ok(!detail.includes('of_nobody'));
    });

    it('creates a group once when the reply is lost', async () => {
      let isLost = false;
      const proxy = await inTurn(async (request, response) => {
        const body = Buffer.concat(await Array.fromAsync<Buffer>(request));
        const headers = new Headers();
        for (const name of ['authorization', 'content-type', 'idempotency-key'])
          headers.set(name, String(request.headers[name]));
        const reply = await fetch(`${server.apiUrl}${request.url}`, { method: 'POST', headers, body });
        const text = await reply.text();
        if (isLost) return void response.writeHead(reply.status).end(text);
        isLost = true;
        return void response.destroy();
      });
      const post: Call = { call: 'post', path: '/api/v1/groups', body: { name: `Once in ${language}` } };
      const { results } = await run({ baseUrl: proxy.url, token: apiKey, calls: [post] });
      const { groupId } = (results[0]?.result ?? assert.fail()) as { groupId: string };
      assert.equal(proxy.seen.length, 2);
      const groups = await admin.list<{ groupId: string; name: string }>('/api/v1/groups');
      assert.deepEqual(
        groups.filter(({ name }) => name === `Once in ${language}`).map((group) => group.groupId),
        [groupId],
      );
    });

    it('follows the pages of a list', async () => {
      const group = { path: '/api/v1/groups/{groupId}', values: { groupId: 'ext:paged' } };
      const members = ['Ada', 'Bob', 'Grace'].map((name) => ({ externalId: `paged-${name}`, name }));
      const list = { ...group, path: `${group.path}/members` };
      const results = await real(
        { call: 'put', ...group, body: { name: 'Paged' } },
        { call: 'put', ...list, body: { members } },
        { call: 'pages', ...list, query: { limit: 3 } },
      );
      const pages = (results.at(-1)?.result ?? []) as ReadonlyArray<ReadonlyArray<{ name: string }>>;
      assert.deepEqual(
        pages.map((page) => page.map(({ name }) => name)),
        [['Ada', 'Bob', 'Grace'], ['platform']], // the account of the key is staff
      );
    });

    const sync = (rows: object): Call => ({
      ...{ call: 'syncContest', contestId: 'ext:9' },
      contest: { name: 'Finals', startsAt: '2100-01-01T09:00:00Z', endsAt: '2100-01-01T14:00:00Z' },
      tasks: [
        { taskId: 'ext:42', label: 'A' },
        { taskId: 'ext:43', label: 'B', task: { title: 'Bridges' } },
      ],
      participants: [{ externalId: '7', name: 'Ada', extraSeconds: 600 }],
      ...rows,
    });
    const unchanged = { added: 0, changed: 0, removed: 0 };

    it('synchronizes a contest with new tasks, and changes nothing the second time', async () => {
      const group: Call = {
        ...{ call: 'put', path: '/api/v1/groups/{groupId}', values: { groupId: 'ext:finalists' } },
        body: { name: 'Finalists' },
      };
      const withGroup = sync({ maxRemoved: 0, groups: ['ext:finalists'] });
      const [, , first, second] = await real(task, group, withGroup, withGroup);
      assert.deepEqual(first?.result, {
        ...{ contest: 'created', putTasks: ['created'] },
        tasks: { added: 2, changed: 0, removed: 0, unchanged: 0 },
        participants: { added: 1, changed: 0, removed: 0, unchanged: 0 },
        groups: { added: 1, changed: 0, removed: 0, unchanged: 0 },
      });
      assert.deepEqual(second?.result, {
        ...{ contest: 'unchanged', putTasks: ['unchanged'] },
        tasks: { ...unchanged, unchanged: 2 },
        participants: { ...unchanged, unchanged: 1 },
        groups: { ...unchanged, unchanged: 1 },
      });
    });

    it('puts a notice of a contest and takes it back', async () => {
      const path = '/api/v1/contests/{contestId}/notices/{noticeId}';
      const values = { contestId: 'ext:9', noticeId: 'ext:7' };
      const body = { taskId: 'ext:42', texts: { en: 'Sample 2 is right.' } };
      const put: Call = { call: 'put', path, values, body };
      const [, , made, again, removed, missing] = await real(
        ...[task, sync({}), put, put, { call: 'delete', path, values }, { call: 'delete', path, values }],
      );
      assert.partialDeepStrictEqual(made?.result, { texts: body.texts, outcome: 'created', externalId: '7' });
      assert.partialDeepStrictEqual(again?.result, { outcome: 'unchanged', taskExternalId: '42' });
      assert.deepEqual([removed?.error, missing?.error?.code], [undefined, 'not-found']);
    });

    it('removes no more people than it may, and then changes no contest', async () => {
      const foreign = Array.from({ length: 50 }, (_, at) => ({ externalId: `f-${at}`, name: 'Somebody' }));
      const contestId = 'ext:foreign';
      const contest = { name: 'Foreign', startsAt: '2100-01-01T09:00:00Z' };
      const theirs = sync({ contestId, contest, participants: foreign });
      const [, made, refused] = await real(task, theirs, sync({ contestId, maxRemoved: 49 }));
      assert.partialDeepStrictEqual(made?.result, { participants: { added: 50 } });
      const { code, facts } = refused?.error ?? assert.fail();
      assert.deepEqual([code, facts], ['would-remove', { list: 'participants', removed: 50 }]);
      const { body } = await admin.get<{ name: string }>('/api/v1/contests/ext:foreign');
      assert.equal(body.name, 'Foreign');
      const [allowed] = await real(sync({ contestId, contest, maxRemoved: 50 }));
      assert.partialDeepStrictEqual(allowed?.result, { participants: { added: 1, removed: 50 } });
    });

    it('clears what is no longer given of a contest and its tasks', async () => {
      const contestId = 'ext:cleared';
      const startsAt = '2100-01-01T09:00:00Z';
      const later = '2100-01-01T14:00:00Z';
      const networks = [{ network: '192.0.2.0/24', room: 'A' }];
      const states = {
        contest: [
          { name: 'Cleared', startsAt },
          { endsAt: later, afterEnd: 'participants', prefetchFrom: startsAt, networks, mailNotices: true },
        ],
        task: [
          { title: 'Cleared' },
          {
            ...{ titles: { pl: 'Pusty' }, primaryLanguage: 'pl', embargoUntil: later },
            ...{ visibility: 'signed-in', visibleFrom: later },
          },
        ],
      } as const;
      const whole = (at: 0 | 1) => {
        const of = (kind: keyof typeof states) => ({
          ...states[kind][0],
          ...(at === 1 ? states[kind][1] : {}),
        });
        return sync({
          ...{ contestId, contest: of('contest'), participants: undefined },
          tasks: [{ taskId: contestId, label: 'A', task: of('task') }],
        });
      };
      const read = async () => ({
        contest: (await admin.get<object>(`/api/v1/contests/${contestId}`)).body,
        task: (await admin.get<object>(`/api/v1/tasks/${contestId}/settings`)).body,
      });
      await real(whole(1));
      assert.partialDeepStrictEqual(await read(), { contest: states.contest[1], task: states.task[1] });
      const [cleared, again] = await real(whole(0), whole(0));
      assert.partialDeepStrictEqual(cleared?.result, { contest: 'changed', putTasks: ['changed'] });
      assert.partialDeepStrictEqual(again?.result, { contest: 'unchanged', putTasks: ['unchanged'] });
      assert.partialDeepStrictEqual(await read(), {
        contest: { endsAt: null, afterEnd: 'closed', prefetchFrom: null, networks: null, mailNotices: false },
        task: {
          ...{ titles: null, primaryLanguage: 'en', embargoUntil: null },
          ...{ visibility: 'restricted', visibleFrom: null },
        },
      });
    });

    it('replaces the staff of a contest and its tasks, removes all of them, and leaves them', async () => {
      const contestId = 'ext:staffed';
      const whole = (staff?: ReadonlyArray<object>) => {
        const task = { title: 'Staffed', ...(staff && { staff }) };
        const contest = { name: 'Staffed', startsAt: '2100-01-01T09:00:00Z', ...(staff && { staff }) };
        return sync({
          ...{ contestId, contest, participants: undefined },
          tasks: [{ taskId: contestId, label: 'A', task }],
        });
      };
      const [ada, bob] = [
        { externalId: '7', name: 'Ada' },
        { externalId: '8', name: 'Bob' },
      ];
      for (const [staff, outcome, left] of [
        [[ada, bob], 'created', ['7', '8']],
        [[bob], 'changed', ['8']],
        [undefined, 'unchanged', ['8']],
        [[], 'changed', []],
      ] as const) {
        const [{ result } = assert.fail()] = await real(whole(staff));
        assert.partialDeepStrictEqual(result, { contest: outcome, putTasks: [outcome] });
        for (const kind of ['contests', 'tasks']) {
          const people = await admin.list<{ externalId: string | null }>(
            `/api/v1/${kind}/${contestId}/staff`,
          );
          assert.deepEqual(people.flatMap(({ externalId }) => externalId ?? []).toSorted(), left);
        }
      }
    });

    it('removes what the platform has deleted, in as many requests as needed, and no more than it may', async () => {
      const names = Array.from({ length: 105 }, (_, at) => `deleted-${at}`);
      const all = await admin.list<{ externalId: string | null }>('/api/v1/groups');
      const externalIds = ['kept', ...all.flatMap(({ externalId }) => externalId ?? [])];
      const put = (id: string): Call => ({
        ...{ call: 'put', path: '/api/v1/groups/{groupId}', values: { groupId: `ext:${id}` } },
        body: { name: id },
      });
      await real(...[...names, 'kept'].map(put));
      const listedAt = new Date(Date.now() + 60_000).toISOString();
      const remove: Call = { call: 'removeDeleted', kind: 'groups', externalIds, listedAt };
      const done = { removed: 0, remaining: 0, kept: externalIds.length, named: 0, told: null };
      const [refused, tried, removed, again] = await real(
        ...[remove, { ...remove, maxRemoved: 105, dryRun: true }],
        ...[{ ...remove, maxRemoved: 105 }, remove],
      );
      assert.equal(refused?.error?.code, 'would-remove');
      assert.partialDeepStrictEqual(refused.error.facts, { list: 'groups', removed: 105 });
      assert.deepEqual(tried?.result, { ...done, removed: 100, remaining: 5, named: 100, told: 0 });
      assert.deepEqual(removed?.result, { ...done, removed: 105, named: 105 });
      assert.deepEqual(again?.result, done);
    });

    it('leaves lists unchanged that it does not receive', async () => {
      const [, , left] = await real(task, sync({}), sync({ tasks: undefined, participants: undefined }));
      assert.deepEqual(left?.result, {
        ...{ contest: 'unchanged', putTasks: [], tasks: null, participants: null, groups: null },
      });
      const people = await admin.list('/api/v1/contests/ext:9/participants');
      assert.equal(people.length, 1);
    });
  });
}
