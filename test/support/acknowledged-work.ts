import { setTimeout as pause } from 'node:timers/promises';
import {
  type Announced,
  type ApiClient,
  announce,
  complete,
  createClient,
  createOpenTask,
  pdfOfSize,
  type Reply,
  sha256,
  signIn,
} from './api-client.ts';

/** What clients have learned, each as soon as its answer had arrived. */
const newAcknowledged = () => ({
  urls: new Set<string>(),
  /** SHA-256 by version. */
  completed: new Map<string, string>(),
  cancelled: new Set<string>(),
  withdrawn: new Set<string>(),
  /** URLs that were valid when a client removed their access. */
  revoked: new Set<string>(),
  deletedTasks: new Set<string>(),
  /** Groups whose only member was removed. */
  emptiedGroups: new Set<string>(),
  signedOut: new Set<string>(),
  createdKeys: new Set<string>(),
  deletedKeys: new Set<string>(),
});
export type Acknowledged = Readonly<ReturnType<typeof newAcknowledged>>;

export type AcknowledgedWork = Awaited<ReturnType<typeof startAcknowledgedWork>>;

/** The client tries again later: its account has reached a limit, or there is a fault. */
const isRefusedForNow = (status: number, text: string) =>
  status === 429 || status === 503 || text.includes('too-many-uploads');

/**
 * Clients of a demo that repeat every kind of change, and resume by themselves after the server was gone.
 * @param onKeyConflict called when the server reports that another process is changing the keys
 * @param pauseMs the longest pause between two rounds of a job
 */
export async function startAcknowledgedWork(
  apiUrl: string,
  onKeyConflict: () => Promise<unknown>,
  pauseMs = 5,
) {
  const admin = await signIn(apiUrl, 'admin');
  const teacher = await signIn(apiUrl, 'teacher');
  const student = await signIn(apiUrl, 'student');
  const studentId = (await student.get<{ userId: string }>('/api/v1/me')).body.userId;
  const openTask = await createOpenTask(teacher, 'Open all the time');
  const done = newAcknowledged();
  /** Answers that no client should get: failures of the server, and refusals as invalid. */
  const unexpected: Array<string> = [];
  let stopping = false;
  let sending = Promise.withResolvers<void>();

  /** The body of a request that succeeds. Anything else ends this round of a job. */
  async function ask<Body>(
    what: string,
    request: () => Promise<Reply<Body>>,
    { isDone = (status: number) => status < 300 } = {},
  ): Promise<Body> {
    const reply = request();
    sending.resolve();
    sending = Promise.withResolvers();
    const { status, text, body } = await reply;
    if (isDone(status)) return body;
    const isKeyConflict = status === 409 && text.includes('keys-busy');
    if (isKeyConflict) await onKeyConflict();
    else if (!isRefusedForNow(status, text)) unexpected.push(`${what}: ${status} ${text}`);
    throw new Error(`${what}: ${status}`);
  }

  async function put(taskId: string, bytes: Uint8Array): Promise<Announced> {
    const announced = await ask('announce', () => announce(teacher, taskId, bytes));
    await ask('put', async () => {
      const reply = await fetch(announced.uploadUrl, { method: 'PUT', body: Uint8Array.from(bytes) });
      const { status, headers } = reply;
      return { status, headers, text: await reply.text(), body: {} as never };
    });
    return announced;
  }

  async function upload(taskId: string, size: number): Promise<string> {
    const bytes = pdfOfSize(size);
    const { versionId } = await put(taskId, bytes);
    await ask('complete', () => complete(teacher, taskId, versionId));
    done.completed.set(versionId, sha256(bytes));
    return versionId;
  }

  async function newTask(title: string, visibility = 'signed-in'): Promise<string> {
    const visibleFrom = visibility === 'signed-in' ? '2020-01-01T00:00:00Z' : null;
    const task = { title, visibility, visibleFrom };
    return (await ask('task', () => teacher.post<{ taskId: string }>('/api/v1/tasks', task))).taskId;
  }

  async function url(reader: ApiClient, taskId: string): Promise<string> {
    type Signed = { descriptionPdfUrl: string | null };
    const path = `/api/v1/tasks/${taskId}`;
    const { descriptionPdfUrl } = await ask('url', () =>
      Math.random() < 0.5 ? reader.get<Signed>(path) : reader.post<Signed>(`${path}/description-url`),
    );
    if (descriptionPdfUrl === null) throw new Error('nothing has been uploaded yet');
    done.urls.add(descriptionPdfUrl);
    return descriptionPdfUrl;
  }

  const jobs: ReadonlyArray<() => Promise<unknown>> = [
    () => upload(openTask, 4_000),
    () => upload(openTask, 300_000),
    () => url(student, openTask),
    () => url(teacher, openTask),
    async function giveUp() {
      const { versionId } = await put(openTask, pdfOfSize(2_000));
      const path = `/api/v1/tasks/${openTask}/documents/${versionId}/cancel`;
      await ask('cancel', () => teacher.post(path));
      done.cancelled.add(versionId);
    },
    async function withdraw() {
      const taskId = await newTask('Withdrawn');
      const versionId = await upload(taskId, 1_000);
      await ask('withdraw', () => teacher.request('DELETE', `/api/v1/tasks/${taskId}/documents/en`));
      done.withdrawn.add(versionId);
    },
    async function deleteTask() {
      const taskId = await newTask('Deleted');
      await upload(taskId, 1_000);
      const out = await Promise.all([url(student, taskId), url(teacher, taskId)]);
      await ask('delete task', () => teacher.request('DELETE', `/api/v1/tasks/${taskId}`));
      done.deletedTasks.add(taskId);
      for (const each of out) done.revoked.add(each);
    },
    async function removeMember() {
      const taskId = await newTask('Of a group', 'restricted');
      await upload(taskId, 1_000);
      const group = { name: 'Left again' };
      const { groupId } = await ask('group', () =>
        teacher.post<{ groupId: string }>('/api/v1/groups', group),
      );
      const path = `/api/v1/groups/${groupId}`;
      await ask('add', () => teacher.post(`${path}/members`, { emails: ['student@example.org'] }));
      const window = { opensAt: '2020-01-01T00:00:00Z', closesAt: null };
      await ask('assign', () => teacher.request('PUT', `${path}/tasks/${taskId}`, window));
      const out = await url(student, taskId);
      await ask('remove', () => teacher.request('DELETE', `${path}/members/${studentId}`));
      done.emptiedGroups.add(groupId);
      done.revoked.add(out);
    },
    async function rotateKeys() {
      const { id } = await ask('rotate', () => admin.post<{ id: string }>('/api/v1/signing-keys'));
      done.createdKeys.add(id);
      const [first, ...others] = [...done.createdKeys].filter((key) => !done.deletedKeys.has(key));
      if (others.length < 3 || !first) return;
      await ask('remove key', () => admin.request('DELETE', `/api/v1/signing-keys/${first}`), {
        isDone: (status) => status === 204 || status === 404, // done before, when the answer was lost
      });
      done.deletedKeys.add(first);
    },
    async function signOut() {
      const email = 'outsider@example.org';
      const account = { email, password: 'lectern-demo' };
      const { token } = await ask('sign in', () =>
        createClient(apiUrl).post<{ token: string }>('/api/auth/sign-in/email', account),
      );
      await ask('sign out', () => createClient(apiUrl, token).post('/api/auth/sign-out', {}));
      done.signedOut.add(token);
    },
  ];

  async function repeat(job: () => Promise<unknown>): Promise<void> {
    while (!stopping) {
      await job().catch(() => pause(20 + pauseMs));
      await pause(pauseMs * Math.random());
    }
  }

  const running = jobs.map(repeat);
  return {
    acknowledged: done as Acknowledged,
    unexpected,
    nextRequest: () => sending.promise,
    /** Lets the running requests end. */
    async stop() {
      stopping = true;
      await Promise.all(running);
    },
  };
}
