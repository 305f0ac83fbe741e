import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseCheckpoint, parseNotes } from 'lectern-audit-log';
import { auditLog } from '../../../src/features/audit-log/feature.ts';
import { createCheckpointSender } from '../../../src/features/audit-log/send-checkpoints.ts';
import type { Additions } from '../../../src/features/feature.ts';
import { startSmtp } from '../../servers/smtp.ts';
import { openTestApp } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { patientServer } from '../../support/ports.ts';
import { dayMs, minuteMs } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A Lectern whose jobs of checkpoints the test runs, without the daily comparison, which pauses for a hundred times its work. */
async function openWithJobs(settings: Readonly<Record<string, string>>) {
  const opened: Array<Additions> = [];
  const features = featuresWith({
    async 'audit-log'(host) {
      assert.ok(auditLog.open);
      opened.push(await auditLog.open(host));
      return {};
    },
  });
  const world = await openTestApp(settings, features);
  const jobs = opened.flatMap(({ lifecycle }) => lifecycle?.jobs ?? []);
  const ofCheckpoints = jobs.filter(({ everyMs }) => everyMs <= minuteMs);
  for (const { atStart } of jobs) await atStart?.();
  return {
    ...world,
    async run() {
      for (const { run } of ofCheckpoints) await run(new AbortController().signal);
    },
  };
}

describe('checkpoints are sent', () => {
  const received: Array<{ method: string | undefined; type: string | undefined; body: string }> = [];
  let status = 200;
  const witness = createServer(patientServer, async (request, response) => {
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
    const sender = createCheckpointSender({
      targets: [file, address],
      log: { warn: (facts: object) => warnings.push(facts) },
      acquireLease: async () => assert.fail('only mail needs a lease'),
      sendMail: async () => assert.fail('no mail'),
    });
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

  it('again if a newer one failed while an older one was under way', async () => {
    const sent: Array<string> = [];
    const older = Promise.withResolvers<void>();
    const sender = createCheckpointSender({
      ...{ targets: ['mailto:jury@example.org'], log: { warn() {} }, acquireLease: async () => true },
      async sendMail({ text }) {
        const count = sent.push(text.slice(text.indexOf('\n\n') + 2));
        if (count === 1) await older.promise;
        if (count === 2) throw new Error('no connection');
      },
    });
    const sending = sender.send('one');
    await sender.send('two');
    older.resolve();
    await sending.then(sender.retry);
    assert.deepEqual(sent, ['one', 'two', 'two']);
  });

  it('by mail, once a day, even if nothing happens on the next', async () => {
    const smtp = await startSmtp();
    const { run, clock, person } = await openWithJobs({
      LECTERN_CHECKPOINTS_TO: 'mailto:jury@example.org',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      MAIL_FROM: 'lectern@example.org',
    });
    await person();
    await run();
    await person();
    clock.advance(minuteMs);
    await run();
    assert.equal(smtp.arrived.length, 1);
    clock.advance(dayMs);
    await run();
    clock.advance(dayMs);
    await run();
    assert.deepEqual(
      smtp.arrived.map(({ to, parsed }) => [to, parsed.subject]),
      [1, 2].map(() => [['jury@example.org'], 'Checkpoint of 127.0.0.1:8080/audit-log']),
    );
    const sizes = smtp.arrived.map(({ parsed: { text = '' } }) => {
      const [note] = parseNotes(`${text.slice(text.indexOf('\n\n') + 2).trimEnd()}\n`) ?? [];
      return parseCheckpoint(note?.text ?? '')?.size;
    });
    assert.deepEqual(sizes, [1, 2]);
  });

  it('each minute in which something happened, by one instance', async () => {
    const file = join(temporaryFolder(), 'checkpoints');
    const { run, clock, person } = await openWithJobs({ LECTERN_CHECKPOINTS_TO: file });
    const runJobs = async () => {
      await run();
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
