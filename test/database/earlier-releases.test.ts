import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { createApp } from '../../src/app/app.ts';
import { openCore } from '../../src/core/open-core.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';
import { sha256 } from '../support/app.ts';
import { queryDatabase } from '../support/data-folder.ts';
import { factsOf, fillDataFolder } from '../support/full-data-folder.ts';
import { freePorts } from '../support/ports.ts';
import { settableClock } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const archives = globSync('test/fixtures/data-folders/*.tar.gz').sort();
const versions = archives.map((archive) => basename(archive, '.tar.gz'));
const log = pino({ level: 'silent' });

/** Asserts that readers of before the upgrade can sign in and read after it, and that a URL from before works. */
async function assertServes(dataDir: string): Promise<void> {
  const facts = factsOf(dataDir);
  const clock = settableClock(facts.filledAtMs);
  const [port, filesPort] = await freePorts();
  const settings = {
    LECTERN_DATA_DIR: dataDir,
    LECTERN_PORT: String(port),
    LECTERN_FILES_PORT: String(filesPort),
  };
  const app = await createApp(readConfig(settings), { clock, log });
  try {
    await app.start();
    const { email, password, taskId, title } = facts;
    const payload = { email, password };
    const signedIn = await app.api.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload });
    assert.equal(signedIn.statusCode, 200, signedIn.payload);
    const headers = { authorization: `Bearer ${signedIn.json().token}` };
    const task = (await app.api.inject({ url: `/api/v1/tasks/${taskId}`, headers })).json();
    assert.equal(task.title, title);
    const { pathname, search } = new URL(facts.signedUrl);
    for (const url of [task.descriptionPdfUrl, `http://127.0.0.1:${filesPort}${pathname}${search}`]) {
      const reply = await fetch(url, { signal: AbortSignal.timeout(5000) });
      assert.equal(reply.status, 200, await reply.clone().text());
      assert.equal(sha256(Buffer.from(await reply.arrayBuffer())), facts.sha256);
    }
  } finally {
    await app.stop();
  }
  // The folder also has keys that are sealed in the database.
  const sealed = { ...settings, LECTERN_SIGNING_KEYS_SECRET: facts.signingKeysSecret };
  await (await openCore(readConfig(sealed), { migrations, clock, log })).close();
}

describe('the data folder of an earlier release', () => {
  for (const [at, version] of versions.entries()) {
    it(`${version} can be opened: people sign in, and its signed URLs work`, async () => {
      const archive = archives[at] as string;
      assert.ok(statSync(archive).size < 300_000);
      const dataDir = temporaryFolder();
      execFileSync('tar', ['-xzf', archive, '-C', dataDir]);
      assert.equal(factsOf(dataDir).version, version);
      await assertServes(dataDir);
    });
  }

  it('has rows of every table, so that a migration is tested with data', async () => {
    const dataDir = temporaryFolder();
    await fillDataFolder(dataDir);
    const names = queryDatabase<{ name: string }>(
      dataDir,
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
    ).map(({ name }) => name);
    const empty = names.filter(
      (name) => queryDatabase(dataDir, `select 1 from "${name}" limit 1`).length === 0,
    );
    assert.deepEqual(empty, [], 'fill them in test/support/full-data-folder.ts');
    assert.ok(names.length > 20);
    await assertServes(dataDir);
  });
});
