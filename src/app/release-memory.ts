import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A process is quiet if it is busy for less than this share of the time. */
const quietUtilization = 0.05;
/** The next requests would soon take back less than this. */
const worthwhileBytes = 32 * 1024 * 1024;

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Returns memory to the system in quiet times after a start or a rush, because V8 keeps it: it does not know that the process is idle.
 * Blocks the process for 0.1 to 0.3 s, and only after the heap has grown by 32 MiB since the last time.
 */
export function releaseMemoryWhenQuiet(lookEveryMs = 10_000): void {
  // The only way to ask V8 without a flag on Node's command line.
  setFlagsFromString('--expose-gc');
  const collect: Collect = runInNewContext('gc');
  const heapBytes = () => getHeapStatistics().total_heap_size;
  let seen = performance.eventLoopUtilization();
  let keptBytes = 0;

  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, seen);
    seen = now;
    if (utilization > quietUtilization || heapBytes() < keptBytes + worthwhileBytes) return;
    collect({ type: 'major', flavor: 'last-resort' });
    keptBytes = heapBytes();
  }, lookEveryMs).unref();
}
