import { openDescriptors, residentBytes } from './process-usage.ts';
import type { ServerProcess } from './server-process.ts';

export type Held = Awaited<ReturnType<Awaited<ReturnType<typeof inspectServer>>['held']>>;

/** The environment of a server that can be inspected. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/**
 * Inspects a server process through the inspector protocol (Chrome DevTools Protocol, domains HeapProfiler and
 * Runtime).
 */
export async function inspectServer(server: ServerProcess) {
  const [, address = ''] = /Debugger listening on (ws:\S+)/.exec(server.output()) ?? [];
  const socket = new WebSocket(address);
  const answers = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    answers.get(id)?.(result);
    answers.delete(id);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });

  function ask<Result>(method: string): Promise<Result> {
    const { promise, resolve } = Promise.withResolvers<Result>();
    last += 1;
    answers.set(last, resolve as (result: unknown) => void);
    socket.send(JSON.stringify({ id: last, method }));
    return promise;
  }

  return {
    async held() {
      await ask('HeapProfiler.collectGarbage');
      const heap = await ask<{ usedSize: number; backingStorageSize?: number }>('Runtime.getHeapUsage');
      const descriptors = openDescriptors(server.pid);
      const sockets = descriptors.filter((to) => to.startsWith('socket:')).length;
      return {
        /** The used JavaScript heap after garbage collection, and the binary data outside of it. */
        heapBytes: heap.usedSize + (heap.backingStorageSize ?? 0),
        residentBytes: residentBytes(server.pid),
        sockets,
        /** Open files, pipes and everything else that is no socket. */
        files: descriptors.length - sockets,
      };
    },
    close: () => socket.close(),
  };
}
