import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { LogRecord } from 'lectern-audit-log';
import { pino } from 'pino';
import { openCore } from '../../../src/core/open-core.ts';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import { transferInstallation } from '../../../src/features/backup/transfer.ts';
import { features } from '../../../src/features/index.ts';
import { migrations } from '../../../src/features/migrations.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { openTestApp } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('a transfer', () => {
  it('continues the log, and does not log the copied rows as changes', async () => {
    const secret = { LECTERN_AUTH_SECRET: 'x'.repeat(40) };
    const source = await openTestApp(secret);
    const log = openAuditLog(source.core);
    await log.catchUp();
    const logged = await source.person();
    await log.catchUp();
    const waiting = await source.person();
    const target = readConfig({ LECTERN_DATA_DIR: join(temporaryFolder(), 'target'), ...secret });
    const open = (config = target) => openCore(config, { migrations, log: pino({ level: 'silent' }) });
    const empty = await open();
    await openAuditLog(empty).catchUp(); // as its servers do when they start
    await empty.close();

    const { isFinished, differing } = await transferInstallation(readConfig(source.environment), target, {
      features,
    });
    assert.deepEqual([isFinished, differing], [true, []]);
    const core = await open();
    const { kysely } = core.database;
    const copied = await openAuditLog(core).catchUp();
    const entries = await kysely.selectFrom('auditLogEntries').select('record').orderBy('index').execute();
    const records: ReadonlyArray<LogRecord> = entries.map(({ record }) => JSON.parse(record ?? ''));
    const eventsOf = ({ id }: { id: string }) =>
      records.filter(({ after }) => after?.['id'] === id).map(({ event }) => event);
    // Nothing watched the rows between the copy and the start.
    for (const account of [logged, waiting]) assert.deepEqual(eventsOf(account), ['insert', 'found']);
    const tags = kysely.selectFrom('auditLogSubjects').where('subjectId', '=', `user:${logged.id}`);
    const { entries: tagged } = await tags.select('entries').executeTakeFirstOrThrow();
    assert.equal(tagged, 2);
    assert.equal(copied?.split('\n')[0], (await log.catchUp())?.split('\n')[0]);
    await core.close();

    const other = await open({ ...target, authSecret: 'y'.repeat(40) });
    const { keys, catchUp } = openAuditLog(other);
    const account = { email: 'new@example.org', name: 'New', role: 'student' } as const;
    await other.newAccounts.create({ ...account, password: 'a password' });
    await assert.rejects(catchUp(), /cannot be decrypted\. Set LECTERN_AUTH_SECRET .* or create a new key/);
    await other.database.kysely.transaction().execute(keys.create);
    assert.match((await catchUp()) ?? '', /^127\.0\.0\.1:8080\/audit-log\n/);
    await other.close();
  });
});
