import assert from 'node:assert/strict';
import { type ApiClient, createOpenTask, pdfOfSize, send, signIn, upload } from '../support/api-client.ts';
import { isRunning } from '../support/ports.ts';
import { type ServerProcess, waitUntil } from '../support/server-process.ts';

const password = 'a-long-password';

/** A teacher and a reader with separate accounts, and a task with a PDF that both may read. */
export async function createReaders(server: ServerProcess) {
  const create = async (role: string) => {
    const args = ['users', 'create', '--email', `${role}@example.org`, '--role', role, '--password-stdin'];
    assert.equal((await server.lectern(args, password)).code, 0);
    return signIn(server.apiUrl, role, password);
  };
  const [teacher, reader] = await Promise.all([create('teacher'), create('student')]);
  const pdf = pdfOfSize(50_000);
  const taskId = await createOpenTask(teacher, 'Shared');
  await upload(teacher, taskId, pdf);
  return { teacher, reader, pdf, taskId };
}

/** The process ids of the workers that are or were ready, in the order of their numbers. */
export function workerPids(server: ServerProcess): ReadonlyArray<number> {
  const lines = server.output().matchAll(/"worker":(\d+),"pid":(\d+),"msg":"a worker is ready"/g);
  return [...lines].toSorted(([, a], [, b]) => Number(a) - Number(b)).map(([, , pid]) => Number(pid));
}

/** The current workers; the log names a replacement a moment after the change. */
export async function bothPids(server: ServerProcess): Promise<ReadonlyArray<number>> {
  const running = () => workerPids(server).filter(isRunning);
  await waitUntil('two workers to be ready', () => running().length === 2);
  return running();
}

export function askWorkers(server: ServerProcess, { token }: ApiClient) {
  return {
    /** On a new connection, which any worker may accept. */
    async once200(origin: string, path: string): Promise<void> {
      const headers = { connection: 'close', authorization: `Bearer ${token}` };
      assert.equal((await send(origin, path, { headers })).status, 200);
    },

    /** The workers that answered requests for a path, or served files. */
    workersThat(pattern: RegExp): ReadonlySet<string> {
      const lines = server
        .output()
        .split('\n')
        .filter((line) => pattern.test(line));
      return new Set(lines.map((line) => String(JSON.parse(line).worker)));
    },
  };
}

/**
 * Kills one worker after another while clients request URLs, and waits for their replacements. Every answer is a URL;
 * only connections may break.
 * @returns every URL that a client received
 */
export async function killWorkersUnderLoad(
  server: ServerProcess,
  reader: ApiClient,
  taskId: string,
): Promise<ReadonlySet<string>> {
  const path = `/api/v1/tasks/${taskId}/description-url`;
  const urls = new Set<string>();
  let isOver = false;
  const load = Array.from({ length: 16 }, async () => {
    while (!isOver) {
      const asked = reader.request<{ descriptionPdfUrl: string }>('POST', path);
      const reply = await asked.catch(() => undefined);
      if (!reply) continue;
      assert.equal(reply.status, 200, reply.text);
      urls.add(reply.body.descriptionPdfUrl);
    }
  });
  const waitForMore = async () => {
    const before = urls.size;
    await waitUntil('more URLs', () => urls.size >= before + 200);
  };
  const atFirst = workerPids(server).length;
  for (const round of [1, 2]) {
    await waitForMore();
    process.kill(workerPids(server).at(-1) as number, 'SIGKILL');
    await waitUntil('another worker', () => workerPids(server).length === atFirst + round);
  }
  await waitForMore();
  isOver = true;
  await Promise.all(load);
  assert.match(server.output(), /"signal":"SIGKILL","servedMs":\d+,"msg":"a worker has ended"/);
  return urls;
}
