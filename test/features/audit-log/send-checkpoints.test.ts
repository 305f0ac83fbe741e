import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { auditLog } from '../../../src/features/audit-log/feature.ts';
import { createCheckpointSender } from '../../../src/features/audit-log/send-checkpoints.ts';
import { parseNotes } from '../../../src/features/audit-log/signed-note.ts';
import type { Additions } from '../../../src/features/feature.ts';
import { openTestApp } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { minuteMs } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('checkpoints are sent', () => {
  const received: Array<{ method: string | undefined; type: string | undefined; body: string }> = [];
  let status = 200;
  const witness = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    received.push({ method: request.method, type: request.headers['content-type'], body });
    response.writeHead(status).end('thank you');
  });
  let address = '';
  before(async () => {
    await new Promise<void>((resolve) => witness.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(witness.address() as AddressInfo).port}/lectern`;
  });
  after(() => witness.close());

  it('to files and addresses; a failed one gets the newest when it works again', async () => {
    const warnings: Array<object> = [];
    const folder = join(temporaryFolder(), 'mounted');
    const file = join(folder, 'checkpoints');
    const sender = createCheckpointSender([file, address], { warn: (facts: object) => warnings.push(facts) });
    status = 503;
    await sender.send('one\n');
    await sender.send('two\n');
    assert.deepEqual(
      warnings.map((warning) => String(Object.values(warning)).replace(/ENOENT.*/, 'ENOENT')),
      [1, 2].flatMap(() => [`${file},Error: ENOENT`, `${address},Error: the address answered 503`]),
    );
    status = 200;
    mkdirSync(folder);
    received.length = 0;
    await sender.retry();
    await sender.retry();
    await sender.send('three\n');
    assert.equal(readFileSync(file, 'utf8'), 'two\nthree\n');
    const sent = { method: 'POST', type: 'text/plain; charset=utf-8' };
    assert.deepEqual(received, [
      { ...sent, body: 'two\n' },
      { ...sent, body: 'three\n' },
    ]);
  });

  it('each minute in which something happened, by one instance', async () => {
    const file = join(temporaryFolder(), 'checkpoints');
    const additions: Array<Additions> = [];
    const features = featuresWith({
      async 'audit-log'(host) {
        assert.ok(auditLog.open);
        additions.push(await auditLog.open(host));
        return {};
      },
    });
    const { clock, person } = await openTestApp({ LECTERN_CHECKPOINTS_TO: file }, features);
    const [{ load, jobs = [] } = {}] = additions;
    await load?.();
    const runJobs = async () => {
      for (const { run } of jobs) await run(new AbortController().signal);
      return parseNotes(readFileSync(file, { encoding: 'utf8', flag: 'a+' }))?.length;
    };
    assert.equal(await runJobs(), 0);
    await person();
    assert.equal(await runJobs(), 1);
    await person();
    assert.equal(await runJobs(), 1); // within the minute
    clock.advance(minuteMs);
    assert.equal(await runJobs(), 2);
    clock.advance(minuteMs);
    assert.equal(await runJobs(), 2); // nothing has happened
  });
});
