import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../src/lib/clock.ts';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { hourMs } from '../support/settable-clock.ts';

const { core, clock, person, task, group } = await openTestApp();
const teacher = await person('teacher');
const nowMs = clock.nowMs();
const at = (hours: number) => nowMs + hours * hourMs;

const openings = async (reader: Person, query = '') =>
  (await reader.send(`GET /api/v1/openings${query}`)).body;
/** A group in which tasks open at these times. */
async function opening(reader: Person, name: string, ...times: ReadonlyArray<number>) {
  const { id } = await group(teacher, { name, members: [reader] });
  for (const opensAt of times) {
    const secret = await task(teacher, { title: 'Secret' });
    await core.groups.assign(id, secret.id, { opensAt, closesAt: null });
  }
  return id;
}

describe('GET /api/v1/openings', () => {
  it('gives each time once, earliest first, with the time of the server and nothing about the tasks', async () => {
    const reader = await person();
    const groupId = await opening(reader, 'Algorithms', at(2), at(1), at(2), at(1));
    const { status, text, body } = await reader.send('GET /api/v1/openings');
    assert.equal(status, 200);
    const through = { kind: 'group', id: groupId, externalId: null, name: 'Algorithms' };
    assert.deepEqual(body, {
      serverTime: isoTime(nowMs),
      items: [
        { opensAt: isoTime(at(1)), through },
        { opensAt: isoTime(at(2)), through },
      ],
      nextCursor: null,
    });
    assert.doesNotMatch(text, /Secret/);
  });

  it('is paged, also when many open at the same time', async () => {
    const reader = await person();
    for (const name of ['A', 'B', 'C', 'D', 'E']) await opening(reader, name, at(name < 'D' ? 1 : 2));
    const all = await openings(reader);
    assert.equal(all.items.length, 5);
    assert.deepEqual(await allPages(reader, '/api/v1/openings?limit=2'), all.items);
    const foreign = `?cursor=${Buffer.from('a.b').toString('base64url')}`;
    for (const wrong of ['?limit=0', '?limit=201', '?cursor=x', foreign]) {
      assertProblem(await reader.send(`GET /api/v1/openings${wrong}`), 400, 'request-invalid');
    }
  });
});
