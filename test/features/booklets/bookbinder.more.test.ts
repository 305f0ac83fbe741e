import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bookbinderLimitsFor,
  mergeInChildProcess,
} from '../../../src/features/booklets/binding/bookbinder.ts';
import type { Limits } from '../../../src/pdf/watchdog.ts';
import { sha256 } from '../../support/app.ts';
import { bookletPlanOf, readBooklet } from '../../support/booklets.ts';
import { costlyPdfs, type HostilePdf } from '../../support/hostile-pdfs.ts';
import { childrenOf, waitUntil } from '../../support/server-process.ts';
import { makeStatement } from '../../support/statements.ts';

const statement = async (...shape: Parameters<typeof makeStatement>) =>
  Buffer.from(await (await makeStatement(...shape)).arrayBuffer());

function apart(
  files: ReadonlyArray<Buffer>,
  limits: Limits,
  { signal = new AbortController().signal, beforeReading = async () => {} } = {},
) {
  return mergeInChildProcess<Buffer>(
    {
      plan: bookletPlanOf(files),
      send: (entry, write) => write(files[entry] as Buffer),
      async take({ sha256: announced }, stream) {
        await beforeReading();
        const bytes = Buffer.concat(await stream.toArray());
        assert.equal(sha256(bytes), announced);
        return bytes;
      },
      signal,
    },
    limits,
  );
}
const limits = bookbinderLimitsFor(2 ** 20);

describe('the process that builds booklets', () => {
  it('builds one, and loses nothing when it ends before its booklet is read', async () => {
    const own = () => childrenOf({ pid: process.pid });
    const others = new Set(own());
    const hasEnded = () => waitUntil('the end of the process', () => own().every((pid) => others.has(pid)));
    const attempt = await apart([await statement({ pages: 1 })], limits, { beforeReading: hasEnded });
    assert.equal(attempt.outcome, 'made');
    assert.equal((await readBooklet(attempt.result)).pages[2], 'Page 1 A 3 / 3');
  });

  it('names the statement that took too much', async () => {
    const [bomb] = costlyPdfs() as [HostilePdf];
    const one = await statement({ pages: 1 });
    // More than a pipe holds, so it is still being sent when the process ends.
    const large = await statement({ pages: 1, imageBytes: 3_000_000 });
    const attempt = await apart([one, bomb.bytes, large], { ...limits, maxCpuMs: 700 });
    assert.deepEqual(attempt, { outcome: 'ended-at', entry: 1 });
  });

  it('ends on its signal', async () => {
    const stopping = new AbortController();
    const attempt = apart([await statement({ pages: 1 })], limits, { signal: stopping.signal });
    stopping.abort(new Error('the server stops'));
    await assert.rejects(attempt, /the server stops/);
  });
});
