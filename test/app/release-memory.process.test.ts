import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const program = `
  import { getHeapStatistics } from 'node:v8';
  import { setTimeout as wait } from 'node:timers/promises';
  import { releaseMemoryWhenQuiet } from ${JSON.stringify(import.meta.resolve('../../src/app/release-memory.ts'))};

  const heapMiB = () => getHeapStatistics().total_heap_size / 1024 ** 2;
  let kept = Array.from({ length: 1_000_000 }, (_, at) => ({ at, text: 'text ' + at }));
  const grownMiB = heapMiB();
  kept = undefined;
  releaseMemoryWhenQuiet(50);
  while (heapMiB() > grownMiB / 2) await wait(50);
  process.stdout.write('released');
`;

describe('the memory of a process', () => {
  it('is released when there is little to do', async () => {
    const asModule = ['--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, asModule, { timeout: 20_000 });
    assert.equal(stdout, 'released');
  });
});
