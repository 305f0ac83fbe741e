import { parentPort, workerData } from 'node:worker_threads';

export interface Limits {
  /** Of the whole process. */
  readonly maxBytes: number;
  /** Of processor time for one file, in milliseconds; so a busy machine makes no difference. */
  readonly maxCpuMs: number;
}

const everyMs = 20;

/**
 * A thread that ends its process, as a parser that runs in circles does not listen to anybody. Ending a thread is not
 * enough: V8 aborts the process for some allocations beyond `resourceLimits`, which do not count bytes of buffers either.
 */
const { maxBytes, maxCpuMs }: Limits = workerData;
const parent = process.ppid;
let before = process.cpuUsage();
parentPort?.on('message', () => {
  before = process.cpuUsage();
});
setInterval(() => {
  const { user, system } = process.cpuUsage(before);
  const isOver = process.memoryUsage.rss() > maxBytes || (user + system) / 1000 > maxCpuMs;
  if (isOver || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, everyMs);
parentPort?.postMessage('watching');
