import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examineAuditLog } from '../../../src/features/audit-log/check-audit-log.ts';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import { dropTriggers } from '../../../src/features/audit-log/triggers.ts';
import { features } from '../../../src/features/index.ts';
import { openTestApp } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

describe('the doctor and the audit log', () => {
  it('finds changes that are not logged or wait, and a key that cannot be used', async () => {
    const { core, clock, person } = await openTestApp();
    const find = async (changed = core) => {
      const { outcome, detail, remedy = '' } = await examineAuditLog(changed, features);
      return `${outcome}: ${detail}${remedy && ' -> '}${remedy}`;
    };
    assert.equal(await find(), 'ok: it begins when a server starts');
    await person();
    await openAuditLog(core, features).catchUp();
    assert.equal(await find(), 'ok: 1 entries, signed at 2026-11-24T12:00:00Z');

    await person();
    clock.set(Date.now() + hourMs);
    assert.match(await find(), /^failed: changes since .* wait -> Start a server\./);
    await openAuditLog(core, features).catchUp();
    assert.match(await find(), /^ok: 2 entries/);

    assert.match(
      await find({ ...core, secret: 'another secret of an installation' }),
      /^failed: its key, or its checkpoint in the storage, cannot be used -> .*LECTERN_AUTH_SECRET/,
    );
    await dropTriggers(core.database);
    assert.match(await find(), /^failed: changes are no longer logged -> Restart a server/);
  });
});
