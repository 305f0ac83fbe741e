import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { backUp } from '../../../src/features/backup/backup.ts';
import { features } from '../../../src/features/index.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { openTestApp } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { core, clock, send, environment, dataDir } = await openTestApp();
const { kysely, dialect } = core.database;
const password = 'correct horse battery';
const email = 'ann@example.org';
const { id } = await core.newAccounts.create({ email, name: 'Ann', role: 'student', password });

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const statusOf = async (token: string) => (await send('GET /api/v1/me', undefined, bearer(token))).status;
const signIn = async (): Promise<string> =>
  (await send('POST /api/auth/sign-in/email', { email, password })).body.token;

async function allRows(): Promise<string> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
  const contents = tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(kysely));
  return JSON.stringify((await Promise.all(contents)).map(({ rows }) => rows));
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe('the token of a session', () => {
  it('is in no table, but its SHA-256 is (FIPS 180-4, by Node)', async () => {
    const token = await signIn();
    assert.match(token, /^\w{32}$/);
    const rows = await allRows();
    assert.ok(rows.includes(createHash('sha256').update(token).digest('base64url')));
    assert.ok(!rows.includes(token));
  });

  it('is in no file of the data folder, and in none of a backup', {
    skip: dialect !== 'sqlite',
  }, async () => {
    const token = await signIn();
    assert.equal((await send('POST /api/auth/sign-out', {}, bearer(await signIn()))).status, 200);
    const backup = join(temporaryFolder(), 'backup');
    await backUp(backup, { config: readConfig(environment), features, version: '0.0.0', clock });
    const files = [...filesBelow(dataDir), ...filesBelow(backup)];
    assert.ok(files.length > 3);
    for (const path of files) assert.ok(!readFileSync(path).includes(token), path);
  });

  it('cannot be replaced by its hash from the database', async () => {
    await signIn();
    const stored = await kysely.selectFrom('session').select(['id', 'token']).execute();
    assert.ok(stored.length > 0);
    for (const { id: sessionId, token } of stored) {
      assert.equal(await statusOf(token), 401);
      assert.equal(await statusOf(sessionId), 401);
    }
  });

  it('is a new one when a change of the password ends the others', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const body = { currentPassword: password, newPassword: password, revokeOtherSessions: true };
    const changed = await send('POST /api/auth/change-password', body, bearer(here));
    assert.equal(changed.status, 200);
    assert.equal(await statusOf(changed.body.token), 200);
    for (const ended of [here, there]) assert.equal(await statusOf(ended), 401);
    assert.ok(!(await allRows()).includes(changed.body.token));
    assert.equal(
      (await kysely.selectFrom('session').select('id').where('userId', '=', id).execute()).length,
      1,
    );
  });

  it('is known to better-auth, which extends a session that is a day old', async () => {
    const token = await signIn();
    const auth = await core.auth();
    const headers = new Headers(bearer(token));
    const inThreeDays = new Date(Date.now() + 3 * 24 * 3600 * 1000).toISOString();
    await kysely.updateTable('session').set({ expiresAt: inThreeDays }).execute();
    const found = await auth.api.getSession({ headers });
    assert.equal(found?.user.id, id);
    assert.ok(found.session.expiresAt.getTime() > Date.parse(inThreeDays));
    assert.equal(await statusOf(token), 200);
    assert.ok(!(await allRows()).includes(token));
    await send('POST /api/auth/sign-out', {}, bearer(token));
    assert.equal(await auth.api.getSession({ headers }), null);
  });
});
