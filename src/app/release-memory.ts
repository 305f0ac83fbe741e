import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The part of the time in which a quiet process has something to do. */
const quietUtilization = 0.05;
/** Less than this is soon taken again by the next requests. */
const worthwhileBytes = 32 * 1024 * 1024;

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Returns memory to the system when there is little to do, after a start and after a rush: V8 keeps what it has taken,
 * since nobody tells it that the process is idle. It holds up the process for 0.1 to 0.3 s, as seldom as the heap
 * has grown by 32 MiB since the last time.
 */
export function releaseMemoryWhenQuiet(lookEveryMs = 10_000): void {
  // Of the ways to ask V8 for it, the one that works without a flag on Node's command line.
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
