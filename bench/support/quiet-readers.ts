/** A process of the load generator: 100 readers, each with a connection to both servers, who open a task and its PDF about once a second. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpClient, type HttpConnection } from './http-connection.ts';

interface QuietReader {
  readonly token: string;
  /** Of the task, below the origin. */
  readonly path: string;
}

/** Milliseconds of each reply; Infinity for one that did not succeed. */
export interface QuietTimes {
  readonly detail: ReadonlyArray<number>;
  readonly pdf: ReadonlyArray<number>;
}

/** How often each of them reads. */
const everyMs = 1000;

/** Connects the readers. `read` lets them read for some seconds; their first reads warm up the server. */
export async function openQuietReaders(
  apiPort: number,
  readers: ReadonlyArray<QuietReader>,
): Promise<{ read(seconds: number): Promise<QuietTimes> } & Disposable> {
  const child = fork(import.meta.filename);
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`the process of the readers ended (${code})`);
  });
  const ask = async (order: object) => {
    child.send(order);
    const [report] = await Promise.race([once(child, 'message'), ended]);
    return report as QuietTimes;
  };
  await ask({ apiPort, readers });
  return {
    read: (seconds) => ask({ seconds }),
    [Symbol.dispose]() {
      ended.catch(() => {});
      child.kill();
    },
  };
}

async function connectReaders(apiPort: number, readers: ReadonlyArray<QuietReader>) {
  const client = createHttpClient('127.77.0.1');
  const read = await Promise.all(
    readers.map(async ({ token, path }) => {
      async function detailUrl(api: HttpConnection): Promise<URL> {
        const { status, body } = await api.get(path, `Authorization: Bearer ${token}\r\n`);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
        return new URL((JSON.parse(body) as { descriptionPdfUrl: string }).descriptionPdfUrl);
      }
      async function connect() {
        const api = await client.open(apiPort);
        return [api, await client.open(Number((await detailUrl(api)).port))] as const;
      }
      let connections: ReturnType<typeof connect> | undefined = connect();
      await connections;
      return async (add: (what: keyof QuietTimes, ms: number) => void) => {
        const startMs = performance.now();
        let what: keyof QuietTimes = 'detail';
        try {
          connections ??= connect();
          const [api, files] = await connections;
          const { pathname, search } = await detailUrl(api);
          const askedMs = performance.now();
          add(what, askedMs - startMs);
          what = 'pdf';
          const { status } = await files.get(pathname + search);
          if (status !== 200) throw new Error(`a PDF answered ${status}`);
          add(what, performance.now() - askedMs);
        } catch {
          add(what, Number.POSITIVE_INFINITY);
          for (const connection of (await connections?.catch(() => [])) ?? []) connection[Symbol.dispose]();
          connections = undefined;
        }
      };
    }),
  );
  return async (seconds: number): Promise<QuietTimes> => {
    const times = { detail: [] as Array<number>, pdf: [] as Array<number> };
    const endMs = performance.now() + seconds * 1000;
    await Promise.all(
      read.map(async (readOnce, at) => {
        await wait((at / read.length) * everyMs);
        while (performance.now() < endMs) {
          const nextMs = performance.now() + everyMs;
          await readOnce((what, ms) => void times[what].push(ms));
          await wait(Math.max(0, nextMs - performance.now()));
        }
      }),
    );
    return times;
  };
}

if (process.send && process.argv[1] === import.meta.filename) {
  process.once('disconnect', () => process.exit()); // the benchmark has ended, or was killed
  let read: Awaited<ReturnType<typeof connectReaders>> | undefined;
  process.on(
    'message',
    async (order: { apiPort: number; readers: ReadonlyArray<QuietReader>; seconds: number }) => {
      const report = read ? await read(order.seconds) : undefined;
      read ??= await connectReaders(order.apiPort, order.readers);
      process.send?.(report ?? {});
    },
  );
}
