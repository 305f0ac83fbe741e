import { parentPort, workerData } from 'node:worker_threads';

export interface Limits {
  /** Of the whole process. */
  readonly maxBytes: number;
  /** CPU time for one file, in milliseconds, so a busy machine makes no difference. */
  readonly maxCpuMs: number;
}

const everyMs = 20;

/**
 * A thread that kills its process, because a parser in an endless loop receives no messages. Ending a worker thread is not enough: V8
 * aborts the process for some allocations above `resourceLimits`, which also exclude buffers.
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
