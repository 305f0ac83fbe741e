import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ApiClient,
  announce,
  complete,
  createOpenTask,
  pdfOfSize,
  type Reply,
  sha256,
  signIn,
  taskTitled,
} from './api-client.ts';
import { upTo } from './up-to.ts';

/** One request of the load, and how it ended. */
export interface Answer {
  readonly what: 'fresh' | 'stable' | 'announce' | 'put' | 'complete';
  /** Undefined when the connection broke, or was refused. */
  readonly status: number | undefined;
  /** The code of the problem, if it is one. */
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  /** From the request to the end of its answer. */
  readonly ms: number;
  /** Unix milliseconds by the clock of the clients. */
  readonly askedAtMs: number;
}

export type Load = ReturnType<typeof startLoad>;

export interface LoadOptions {
  readonly readers: ReadonlyArray<ApiClient>;
  readonly taskId: string;
  /** A teacher, and a task for repeated uploads. */
  readonly uploads?: { readonly client: ApiClient; readonly taskId: string; readonly bytes: number };
}

/** A longer request is aborted, and counts as broken with its time. */
const givenUpMs = 40_000;
const readerCount = 12;
/** The pause of a client after a refusal, so that a fault does not cause a million requests. */
const pauseMs = 50;

/** What a load needs of an installation with the demo's data: sessions are opened before it. */
export async function prepareLoad(apiUrl: string): Promise<Required<LoadOptions>> {
  const teacher = await signIn(apiUrl, 'teacher');
  const readers: Array<ApiClient> = [];
  while (readers.length < readerCount) readers.push(await signIn(apiUrl, 'student'));
  return {
    readers,
    taskId: await taskTitled(teacher, 'Sum of Squares'),
    uploads: { client: teacher, taskId: await createOpenTask(teacher, 'Uploads'), bytes: 60_000 },
  };
}

/** Readers that alternate between fresh and stable URLs, and one uploader, until `stop`. */
export function startLoad({ readers, taskId, uploads }: LoadOptions) {
  const answers: Array<Answer> = [];
  /** Every URL that arrived at a client. */
  const urls = new Set<string>();
  /** Those among them that were requested as fresh, as often as they arrived. */
  const freshUrls: Array<string> = [];
  /** The hashes of uploads that were answered "complete", by version. */
  const completed = new Map<string, string>();
  let stopping = false;

  async function ask<Body>(what: Answer['what'], request: () => Promise<Reply<Body>>) {
    const askedAtMs = Date.now();
    const begunMs = performance.now();
    const givenUp = pause(givenUpMs, undefined, { ref: false });
    const reply = await Promise.race([request().catch(() => undefined), givenUp]);
    const { status, headers, body } = reply ?? {};
    const code = (body as { code?: string } | undefined)?.code;
    const retryAfter = headers?.get('retry-after') ?? null;
    answers.push({ what, status, code, retryAfter, ms: performance.now() - begunMs, askedAtMs });
    if (status === undefined || status >= 400) await pause(pauseMs);
    return status !== undefined && status < 400 ? reply?.body : undefined;
  }

  async function read(client: ApiClient): Promise<void> {
    type Signed = { descriptionPdfUrl: string };
    while (!stopping) {
      const path = `/api/v1/tasks/${taskId}`;
      const fresh = await ask('fresh', () => client.post<Signed>(`${path}/description-url`));
      if (fresh) freshUrls.push(fresh.descriptionPdfUrl);
      const stable = await ask('stable', () => client.get<Signed>(path));
      for (const body of [fresh, stable]) if (body) urls.add(body.descriptionPdfUrl);
    }
  }

  async function upload({ client, taskId: target, bytes: size }: NonNullable<LoadOptions['uploads']>) {
    while (!stopping) {
      const bytes = pdfOfSize(size);
      const announced = await ask('announce', () => announce(client, target, bytes));
      if (!announced) continue;
      const put = await ask('put', () => putBytes(announced.uploadUrl, announced.uploadHeaders, bytes));
      if (!put) continue;
      const done = await ask('complete', () => complete(client, target, announced.versionId));
      if (done) completed.set(announced.versionId, sha256(bytes));
    }
  }

  after(() => {
    stopping = true;
  });
  const running = [...readers.map(read), ...(uploads ? [upload(uploads)] : [])];
  return {
    ...{ answers, urls, freshUrls, completed },
    /** Resolves when this many more requests have succeeded, of readers and (if there are any) of uploaders. */
    async succeeds({ readings, uploads: more = 0 }: { readings: number; uploads?: number }) {
      const from = answers.length;
      const isDone = () => {
        const since = answers.slice(from).filter(({ status = 599 }) => status < 400);
        const read = since.filter(({ what }) => what === 'fresh' || what === 'stable').length;
        const uploaded = since.filter(({ what }) => what === 'complete').length;
        return read >= readings && uploaded >= more;
      };
      const deadline = Date.now() + givenUpMs;
      const bound = upTo(givenUpMs);
      while (!isDone() && bound()) {
        if (Date.now() > deadline) throw new Error(`too little succeeds: ${summary(answers.slice(from))}`);
        await pause(pauseMs);
      }
    },
    /** Lets the running requests end. */
    async stop() {
      stopping = true;
      await Promise.all(running);
    },
  };
}

/** The number of answers of each kind: `fresh 200: 31, put broken: 1`. */
export function summary(answers: ReadonlyArray<Answer>): string {
  const kinds = Map.groupBy(
    answers,
    ({ what, status, code }) => `${what} ${status ?? 'broken'}${code ? ` ${code}` : ''}`,
  );
  return [...kinds].map(([kind, { length }]) => `${kind}: ${length}`).join(', ');
}

async function putBytes(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array) {
  const response = await fetch(url, { method: 'PUT', headers, body });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  const problem = isProblem ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, body: problem };
}
