import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Feature, Host } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';
import { openTestApp } from '../support/app.ts';
import { issueRecord } from '../support/issue-record.ts';
import { freePorts } from '../support/ports.ts';
import { waitUntil } from '../support/server-process.ts';
import { dayMs, minuteMs } from '../support/settable-clock.ts';

describe('a server', () => {
  it('closes the database if a feature cannot open', async () => {
    let core: Host | undefined;
    const broken: Feature = {
      name: 'broken',
      async open(host) {
        core = host;
        throw new Error('cannot open');
      },
    };
    await assert.rejects(openTestApp({}, [...features, broken]), /cannot open/);
    await assert.rejects(
      async () => core?.database.kysely.selectFrom('tasks').select('id').execute(),
      /driver has already been destroyed|database connection is not open|pool after calling end/,
    );
  });

  it('removes records of issued URLs that are older than the retention, once its clock is trusted', async (t) => {
    const [port, filesPort] = await freePorts();
    const { app, core, clock, logged } = await openTestApp({
      LECTERN_PORT: String(port),
      LECTERN_FILES_PORT: String(filesPort),
      LECTERN_ISSUE_RETENTION_DAYS: '1',
    });
    for (const [issueId, days] of [
      ['old', 1.1],
      ['young', 0.9],
    ] as const) {
      const issuedAt = clock.nowMs() - days * dayMs;
      await core.issueRecorder.record(issueRecord({ issueId, issuedAt }));
    }
    let runningMs = performance.now();
    t.mock.method(performance, 'now', () => runningMs);
    t.mock.timers.enable({ apis: ['setInterval'] });
    await app.start();
    assert.notEqual(await core.issuedUrls.find('old'), undefined);
    await waitUntil(
      'the last step of the first sweep',
      async () => (await takenAt('prune-sessions')) !== undefined,
    );
    runningMs += 62 * minuteMs;
    clock.advance(62 * minuteMs);
    await sweepUntil('the line about it', () =>
      logged.some((line) => line.includes('removed records of issued URLs') && line.includes('"removed":1')),
    );
    assert.equal(await core.issuedUrls.find('old'), undefined);
    assert.notEqual(await core.issuedUrls.find('young'), undefined);
    for (const lease of ['sweep-uploads', 'prune-issues']) {
      assert.equal(
        await core.acquireLease(lease, 5 * minuteMs),
        false,
        `no other instance can acquire ${lease}`,
      );
    }

    /** Ticks again and again, because a sweep is skipped while the one before still runs. */
    function sweepUntil(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
      return waitUntil(what, () => {
        t.mock.timers.tick(minuteMs);
        return condition();
      });
    }

    async function takenAt(name: string): Promise<number | undefined> {
      const row = await core.database.kysely
        .selectFrom('leases')
        .select('takenAt')
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.takenAt;
    }
  });
});
