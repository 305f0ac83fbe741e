import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';
import { dayMs } from '../../support/settable-clock.ts';

/** A new Lectern for each test, because everything in it that has expired is counted. */
async function openLectern() {
  const { core, clock, person, session } = await openTestApp();
  const { pruneSessions, setupLinks, database } = core;
  return {
    ...{ clock, person, session, pruneSessions, setupLinks },
    inMs: (ms: number) => new Date(clock.nowMs() + ms).toISOString(),
    async insertPassword(userId: string) {
      const now = new Date(clock.nowMs()).toISOString();
      const row = {
        id: userId,
        userId,
        accountId: userId,
        providerId: 'credential' as const,
        password: null,
      };
      await database.kysely
        .insertInto('account')
        .values({ ...row, createdAt: now, updatedAt: now })
        .execute();
    },
    countOf: async (table: 'session' | 'verification') =>
      (await database.kysely.selectFrom(table).select('id').execute()).length,
  };
}

describe('the pruning of sessions', () => {
  it('removes expired sessions, to the millisecond, and leaves the others', async () => {
    const { person, session, inMs, pruneSessions, clock, countOf } = await openLectern();
    const { id, send } = await person();
    for (let at = 0; at < 600; at++) await session(id, inMs(-at));
    const later = await session(id, inMs(1));
    assert.equal(await pruneSessions(clock.nowMs()), 600);
    assert.equal(await countOf('session'), 2);
    assert.equal((await send('GET /api/v1/me')).status, 200);
    const headers = { authorization: `Bearer ${later}` };
    assert.equal((await send('GET /api/v1/me', undefined, headers)).status, 200);
    assert.equal(await pruneSessions(clock.nowMs()), 0);
  });

  it('removes links to set a password with them', async () => {
    const { person, setupLinks, clock, pruneSessions, countOf, insertPassword } = await openLectern();
    const [first, second] = [await person(), await person()];
    for (const { id } of [first, second]) await insertPassword(id);
    const { expiresAtMs } = await setupLinks.create(first.id);
    clock.advance(1);
    await setupLinks.create(second.id);
    clock.advance(expiresAtMs - clock.nowMs());
    await pruneSessions(clock.nowMs());
    assert.equal(await countOf('verification'), 1);
  });

  it('keeps the link of a person who cannot sign in for 90 days after it has expired', async () => {
    const { person, setupLinks, clock, pruneSessions, countOf } = await openLectern();
    const { expiresAtMs } = await setupLinks.create((await person()).id);
    clock.set(expiresAtMs + 90 * dayMs - 1);
    await pruneSessions(clock.nowMs());
    assert.equal(await countOf('verification'), 1);
    clock.advance(1);
    await pruneSessions(clock.nowMs());
    assert.equal(await countOf('verification'), 0);
  });

  it('ends early when the server stops', async () => {
    const { person, session, inMs, pruneSessions, clock } = await openLectern();
    const { id } = await person();
    await session(id, inMs(0));
    assert.equal(await pruneSessions(clock.nowMs(), AbortSignal.abort()), 0);
    assert.equal(await pruneSessions(clock.nowMs()), 1);
  });
});
