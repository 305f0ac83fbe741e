import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type ApiClient,
  createClient,
  createOpenTask,
  download,
  pdfOfSize,
  type SignedDescription,
  sha256,
  signIn,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl } = server;

const [admin, teacher, student, outsider] = await Promise.all([
  signIn(apiUrl, 'admin'),
  signIn(apiUrl, 'teacher'),
  signIn(apiUrl, 'student'),
  signIn(apiUrl, 'outsider'),
]);
const groupId = (await teacher.list<{ groupId: string }>('/api/v1/groups'))[0]?.groupId as string;

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

/** A task with a PDF, given to the demo group. */
async function assignedTask(title: string, window: { opensAt: string; closesAt?: string | null }) {
  const { body } = await teacher.post<{ taskId: string }>('/api/v1/tasks', { title });
  await upload(teacher, body.taskId, pdfOfSize(1000));
  await assign(body.taskId, window);
  return body.taskId;
}

async function assign(taskId: string, window: { opensAt: string; closesAt?: string | null }) {
  const reply = await teacher.request('PUT', `/api/v1/groups/${groupId}/tasks/${taskId}`, window);
  assert.equal(reply.status, 200, reply.text);
}

/** All ways to a task: its detail, a fresh URL, and a place in the list. */
async function waysTo(client: ApiClient, taskId: string) {
  const [detail, fresh, batch, list] = await Promise.all([
    client.get(`/api/v1/tasks/${taskId}`),
    client.post(`/api/v1/tasks/${taskId}/description-url`),
    client.post<{ items: ReadonlyArray<{ error: { code: string } | null }> }>('/api/v1/description-urls', {
      taskIds: [taskId],
    }),
    client.list<{ taskId: string }>('/api/v1/tasks'),
  ]);
  return { detail, fresh, batch: batch.body.items[0], listed: list.some((item) => item.taskId === taskId) };
}

async function assertClosed(client: ApiClient, taskId: string, status: number, code: string, title: string) {
  const { detail, fresh, batch, listed } = await waysTo(client, taskId);
  for (const reply of [detail, fresh]) {
    assert.equal(reply.status, status);
    assert.equal(reply.body.code, code);
    assert.equal(reply.headers.get('content-type'), 'application/problem+json');
    assert.ok(!reply.text.includes(title), 'the title is not told');
  }
  assert.equal(batch?.error?.code, code);
  assert.ok(!JSON.stringify(batch).includes(title), 'the title is not told');
  assert.equal(listed, false);
}

async function assertOpen(client: ApiClient, taskId: string) {
  const { detail, fresh, batch, listed } = await waysTo(client, taskId);
  assert.equal(detail.status, 200);
  assert.equal(fresh.status, 200);
  assert.equal(batch?.error, null);
  assert.equal(listed, true);
}

/** All tasks of the demo but those of the contest that starts a minute after seeding, perhaps just now. */
async function settledTaskIds(): Promise<ReadonlyArray<string>> {
  const tasks = await admin.list<{ taskId: string; title: string }>('/api/v1/tasks');
  return tasks
    .filter(({ title }) => !['Apple Orchard', 'Bridge Tolls'].includes(title))
    .map(({ taskId }) => taskId);
}

describe('the list of tasks', () => {
  it('has exactly the tasks that open one by one, for every account', async () => {
    const all = await settledTaskIds();
    const sizes: Array<number> = [];
    for (const client of [admin, teacher, student, outsider]) {
      const replies = await Promise.all(all.map((taskId) => client.get(`/api/v1/tasks/${taskId}`)));
      const openable = all.filter((_, at) => replies[at]?.status === 200);
      for (const limit of [200, 2]) {
        const listed = await client.list<{ taskId: string }>('/api/v1/tasks', limit);
        assert.deepEqual(
          listed.map((item) => item.taskId).filter((taskId) => all.includes(taskId)),
          openable,
        );
      }
      sizes.push(openable.length);
    }
    assert.deepEqual(sizes, [10, 10, 7, 1]);
  });
});

describe('the detail of a task', () => {
  it('has the fields that a reader needs, and titles outside ASCII', async () => {
    const reply = await student.get(`/api/v1/tasks/${await taskTitled(student, 'Zażółć')}`);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    const detail = await student.task(await taskTitled(student, 'Zażółć'));
    assert.equal(detail.title, 'Zażółć gęślą jaźń');
    assert.deepEqual(
      detail.documents.map(({ language, fileName }) => [language, fileName]),
      [
        ['en', 'zażółć gęślą jaźń (en).pdf'],
        ['pl', 'zażółć gęślą jaźń (pl).pdf'],
      ],
    );
    assert.equal(detail.access.ground, 'group');
    const leftMs = Date.parse(detail.descriptionPdfUrlExpiresAt as string) - Date.now();
    assert.ok(leftMs > 235_000 && leftMs <= 300_000, `${leftMs} ms are left`);
  });

  it('has the PDF of the language that is asked for, else preferred, else primary', async () => {
    const taskId = await taskTitled(student, 'Zażółć');
    const { documents } = await student.task(taskId);
    const bytesFor = async (query: string, headers: Record<string, string> = {}) => {
      const { body } = await student.request<SignedDescription>(
        'GET',
        `/api/v1/tasks/${taskId}${query}`,
        undefined,
        headers,
      );
      return sha256(await download(body.descriptionPdfUrl));
    };
    const hashOf = (language: string) => documents.find((each) => each.language === language)?.sha256;
    assert.equal(await bytesFor('?language=pl'), hashOf('pl'));
    assert.equal(await bytesFor('', { 'accept-language': 'de, pl;q=0.8, en;q=0.5' }), hashOf('pl'));
    assert.equal(await bytesFor('?language=en', { 'accept-language': 'pl' }), hashOf('en'));
    assert.equal(await bytesFor('', { 'accept-language': 'de' }), hashOf('en'));
  });

  it('has null for the URL and its expiry when the task has no PDF', async () => {
    const detail = await student.task(await taskTitled(student, 'Bring your laptop'));
    assert.equal(detail.descriptionPdfUrl, null);
    assert.equal(detail.descriptionPdfUrlExpiresAt, null);
    assert.deepEqual(detail.documents, []);
  });

  it('has the same URL byte for byte within a window, and fresh ones differ', async () => {
    const taskId = await taskTitled(student, 'Sum of Squares');
    const urls = await Promise.all(
      Array.from({ length: 20 }, async () => (await student.task(taskId)).descriptionPdfUrl),
    );
    assert.ok(new Set(urls).size <= 2, 'one, or two at the border of two windows');
    const fresh = await Promise.all(Array.from({ length: 20 }, () => student.freshUrl(taskId)));
    assert.equal(new Set([...urls, ...fresh]).size, new Set(urls).size + 20);
    assert.notEqual(
      (await teacher.task(taskId)).descriptionPdfUrl,
      urls.at(-1),
      'another reader, another URL',
    );
  });
});

describe('a batch', () => {
  it('gives URLs for the open tasks and errors for the others, in order', async () => {
    const taskIds = [...(await settledTaskIds()), 'no-such-task'];
    const { body } = await student.post<{
      items: ReadonlyArray<{
        taskId: string;
        descriptionPdfUrl: string | null;
        error: { code: string } | null;
      }>;
    }>('/api/v1/description-urls', { taskIds });
    assert.deepEqual(
      body.items.map((item) => item.taskId),
      taskIds,
    );
    assert.deepEqual(
      Object.values(
        Object.groupBy(body.items, (item) => item.error?.code ?? String(item.descriptionPdfUrl !== null)),
      )
        .map((items) => items?.length)
        .toSorted(),
      [1, 1, 1, 2, 6],
      'six with a PDF, one without, one early, two late, one unknown',
    );
  });

  it('is limited to 100 tasks', async () => {
    const taskIds = Array.from({ length: 101 }, (_, at) => `task-${at}`);
    const { status, body } = await student.post('/api/v1/description-urls', { taskIds });
    assert.equal(status, 400);
    assert.equal(body.code, 'request-invalid');
  });
});

describe('whoever may not read a task', () => {
  it('gets 401 without a session', async () => {
    const nobody = createClient(apiUrl);
    const taskId = await taskTitled(student, 'Sum of Squares');
    for (const reply of [
      await nobody.get('/api/v1/tasks'),
      await nobody.get(`/api/v1/tasks/${taskId}`),
      await nobody.post(`/api/v1/tasks/${taskId}/description-url`),
      await nobody.post('/api/v1/description-urls', { taskIds: [taskId] }),
    ]) {
      assert.equal(reply.status, 401);
      assert.equal(reply.body.code, 'unauthenticated');
    }
  });

  it('gets the same 404 as for an unknown id when there is no ground', async () => {
    const taskId = await taskTitled(student, 'Sum of Squares');
    const unknown = taskId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/description-url'],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/settings'],
      ['GET', '/collaborators'],
      ['GET', '/documents/en/versions'],
      ['DELETE', '/documents/en'],
    ] as const) {
      const body = method === 'PATCH' ? { title: 'Mine now' } : undefined;
      const [known, missing] = await Promise.all(
        [taskId, unknown].map((id) => outsider.request(method, `/api/v1/tasks/${id}${path}`, body)),
      );
      const comparable = ({ text = '', body, headers }: Partial<typeof known & object>) => ({
        text: text.replace(body?.requestId ?? '', ''),
        headers: [...(headers?.keys() ?? [])],
      });
      assert.equal(known?.status, 404, `${method} ${path}`);
      assert.deepEqual(comparable(known ?? {}), comparable(missing ?? {}));
    }
  });

  it('gets 403 not-open-yet with opensAt, and no title, as an early member', async () => {
    const opensAt = hours(1);
    const taskId = await assignedTask('Secret Lighthouse', { opensAt });
    await assertClosed(student, taskId, 403, 'not-open-yet', 'Lighthouse');
    const { body } = await student.get<{ opensAt: string }>(`/api/v1/tasks/${taskId}`);
    assert.equal(Date.parse(body.opensAt), Date.parse(opensAt));
  });

  it('gets 403 closed, and no title, as a late member', async () => {
    const taskId = await assignedTask('Bygone Shelves', { opensAt: hours(-2), closesAt: hours(-1) });
    await assertClosed(student, taskId, 403, 'closed', 'Shelves');
  });

  it('is held back by an embargo, but for those who work on the task', async () => {
    const taskId = await assignedTask('Embargoed', { opensAt: hours(-1) });
    await assertOpen(student, taskId);
    await teacher.request('PATCH', `/api/v1/tasks/${taskId}`, { embargoUntil: hours(1) });
    await assertClosed(student, taskId, 403, 'not-open-yet', 'Embargoed');
    await assertOpen(teacher, taskId);
  });
});

describe('the end of an access holds at the next request', () => {
  let taskId: string;
  before(async () => {
    taskId = await assignedTask('Open for now', { opensAt: hours(-1) });
  });

  it('when somebody is removed from the group', async () => {
    await assertOpen(student, taskId);
    const { userId } = (await student.get<{ userId: string }>('/api/v1/me')).body;
    await teacher.request('DELETE', `/api/v1/groups/${groupId}/members/${userId}`);
    await assertClosed(student, taskId, 404, 'not-found', 'Open for now');
    await teacher.post(`/api/v1/groups/${groupId}/members`, { emails: ['student@example.org'] });
    await assertOpen(student, taskId);
  });

  it('when the window of the assignment moves', async () => {
    await assign(taskId, { opensAt: hours(-2), closesAt: hours(-1) });
    await assertClosed(student, taskId, 403, 'closed', 'Open for now');
    await assign(taskId, { opensAt: hours(-1) });
    await assertOpen(student, taskId);
  });

  it('when the assignment is taken away', async () => {
    await teacher.request('DELETE', `/api/v1/groups/${groupId}/tasks/${taskId}`);
    await assertClosed(student, taskId, 404, 'not-found', 'Open for now');
    await assign(taskId, { opensAt: hours(-1) });
    await assertOpen(student, taskId);
  });

  it('when the account is disabled', async () => {
    await server.lectern(['users', 'disable', 'student@example.org']);
    for (const path of ['', '/description-url']) {
      const reply = await student.request(path ? 'POST' : 'GET', `/api/v1/tasks/${taskId}${path}`);
      assert.equal(reply.status, 401);
    }
    await server.lectern(['users', 'enable', 'student@example.org']);
    await assertOpen(await signIn(apiUrl, 'student'), taskId);
  });

  it('when the task is deleted, for everybody', async () => {
    await teacher.request('DELETE', `/api/v1/tasks/${taskId}`);
    for (const client of [await signIn(apiUrl, 'student'), teacher, admin]) {
      await assertClosed(client, taskId, 404, 'not-found', 'Open for now');
    }
  });
});

describe('a URL', () => {
  it('never outlives the assignment that it was given under', async () => {
    const again = await signIn(apiUrl, 'student');
    const closesAt = new Date(Date.now() + 90_500).toISOString();
    const taskId = await assignedTask('Closes soon', { opensAt: hours(-1), closesAt });
    const replies = [
      await again.get<SignedDescription>(`/api/v1/tasks/${taskId}`),
      await again.post<SignedDescription>(`/api/v1/tasks/${taskId}/description-url`),
    ];
    for (const { body } of replies) {
      const lastMs = Date.parse(body.descriptionPdfUrlExpiresAt);
      assert.ok(lastMs <= Date.parse(closesAt));
      assert.ok(lastMs > Date.parse(closesAt) - 1000, 'and uses what there is');
      assert.equal(Number(new URL(body.descriptionPdfUrl).searchParams.get('expires')) * 1000, lastMs);
    }
    const detail = await again.task(taskId);
    assert.equal(Date.parse(detail.access.validUntil as string), Date.parse(closesAt));
  });

  it('of a version stays on these bytes when a new version replaces it', async () => {
    const [first, second] = [pdfOfSize(5000), pdfOfSize(6000)];
    const taskId = await createOpenTask(teacher, 'Corrected later');
    await upload(teacher, taskId, first);
    const before = (await outsider.task(taskId)).descriptionPdfUrl as string;
    await upload(teacher, taskId, second);
    const after = (await outsider.task(taskId)).descriptionPdfUrl as string;
    assert.deepEqual(await download(before), first);
    assert.deepEqual(await download(after), second);
  });
});
