import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { putMembers, putParticipants } from '../../../src/features/sync/lists.ts';
import { openTestApp } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, person } = await openTestApp();
const { kysely } = core.database;
const owner = await person('teacher');

interface Member {
  readonly externalId: string;
  readonly name?: string;
  readonly email?: string;
  readonly emailVerified?: true;
  readonly role?: 'member' | 'staff';
}

/** More people than are written in one step. */
const crowd = (name: string, role: 'member' | 'staff' = 'member'): ReadonlyArray<Member> =>
  Array.from({ length: 600 }, (_, at) => ({ externalId: `${name} ${at}`, role }));

async function newGroup(): Promise<string> {
  const { id } = await core.groups.create({ name: 'Group' }, owner.id);
  await put(id, []);
  return id;
}

const put = (
  groupId: string,
  members: ReadonlyArray<Member>,
  options: { readonly ifMatch?: string; readonly dryRun?: boolean } = {},
  parts: Parameters<typeof putMembers>[0] = core,
) => putMembers(parts, groupId, members, { ifMatch: undefined, ...options });

/** The members of a group with their roles. */
async function membersOf(groupId: string): Promise<ReadonlyArray<string>> {
  const rows = await kysely
    .selectFrom('groupMembers')
    .innerJoin('user', 'user.id', 'userId')
    .select(['externalId', 'groupMembers.role'])
    .where('groupId', '=', groupId)
    .execute();
  return rows.map(({ externalId, role }) => `${externalId} ${role}`).toSorted();
}

const asSaid = (members: ReadonlyArray<Member>) =>
  members.map(({ externalId, role = 'member' }) => `${externalId} ${role}`).toSorted();

const counts = ({ added, changed, removed, unchanged }: Awaited<ReturnType<typeof put>>) => [
  ...[added, changed, removed, unchanged],
];

/** Calls `happen` just before transactions that change a list, which has been read by then. */
function interrupted(happen: (time: number) => Promise<unknown>): Parameters<typeof putMembers>[0] {
  let time = 0;
  const change: typeof core.revocations.change = async (edit) => {
    time += 1;
    await happen(time);
    return core.revocations.change(edit);
  };
  return { ...core, revocations: { ...core.revocations, change } };
}

const epochs = async (prefix: string) => {
  const rows = await kysely
    .selectFrom('user')
    .select(['externalId', 'urlEpoch'])
    .where('externalId', 'like', `${prefix} %`)
    .execute();
  return new Map(rows.map(({ externalId, urlEpoch }) => [externalId as string, urlEpoch]));
};

describe('a list of more people than are written in one step', () => {
  it('is as it was put, and people who leave it lose their URLs', async () => {
    const groupId = await newGroup();
    const all = crowd('step');
    assert.deepEqual(counts(await put(groupId, all)), [600, 0, 0, 0]);
    assert.deepEqual(counts(await put(groupId, all)), [0, 0, 0, 600]);
    const rest = crowd('step', 'staff').slice(0, 290);
    const next = [...rest, ...all.slice(290, 300), ...crowd('joins')];
    assert.deepEqual(counts(await put(groupId, next)), [600, 290, 300, 10]);
    assert.deepEqual(await membersOf(groupId), asSaid(next));
    const ended = await epochs('step');
    assert.deepEqual(
      all.map(({ externalId }) => ended.get(externalId)),
      all.map((_, at) => (at < 300 ? 0 : 1)),
    );
  });

  it('has the entity tag that it is read with, whatever was there before', async () => {
    const groupId = await newGroup();
    await put(groupId, crowd('tagged'));
    const { tag } = await put(groupId, crowd('tagged', 'staff').slice(0, 300));
    assert.equal((await put(groupId, crowd('tagged', 'staff').slice(0, 300), { ifMatch: tag })).tag, tag);
  });

  it('changes nothing in a dry run, and shows people as they would be', async () => {
    const groupId = await newGroup();
    await put(groupId, crowd('dry').slice(0, 400));
    const next = [...crowd('dry').slice(200), { externalId: 'dry new', name: 'Newcomer' }];
    const dry = await put(groupId, next, { dryRun: true });
    assert.deepEqual(counts(dry), [201, 0, 200, 200]);
    const shown = dry.shown.find(([, { externalId }]) => externalId === 'dry new');
    assert.deepEqual([shown?.[0], shown?.[1].name], ['added', 'Newcomer']);
    assert.equal(dry.shown.length, 401);
    assert.deepEqual(await membersOf(groupId), asSaid(crowd('dry').slice(0, 400)));
    assert.ok(!(await epochs('dry')).has('dry new'), 'no account is created');
  });

  it('may give each participant individual times', async () => {
    const { id } = await core.contests.create(
      { name: 'Contest', startsAt: clock.nowMs() - hourMs, endsAt: clock.nowMs() + hourMs },
      owner.id,
    );
    const timed = (extra: number) =>
      crowd('timed').map(({ externalId }, at) => ({ externalId, extraSeconds: at + extra }));
    const putTimes = (extra: number) => putParticipants(core, id, timed(extra), { ifMatch: undefined });
    await putTimes(1);
    const later = await putTimes(2);
    assert.deepEqual([later.changed, later.unchanged], [600, 0]);
    const sooner = await putTimes(0);
    assert.deepEqual([sooner.changed, sooner.unchanged], [600, 0]);
    const rows = await kysely
      .selectFrom('contestParticipants')
      .innerJoin('user', 'user.id', 'userId')
      .select(['externalId', 'extraSeconds'])
      .where('contestId', '=', id)
      .execute();
    assert.deepEqual(
      new Map(rows.map(({ externalId, extraSeconds }) => [externalId, extraSeconds])),
      new Map(timed(0).map(({ externalId, extraSeconds }) => [externalId, extraSeconds])),
    );
    const ended = await epochs('timed');
    assert.ok(
      timed(0).every(({ externalId }) => ended.get(externalId) === 1),
      'less time ends URLs, more does not',
    );
  });
});

describe('a list that others change while it is put', () => {
  const x = { externalId: 'between x' };
  const y = { externalId: 'between y' };

  it('is as the last request has put it, and counts the changes of that request', async () => {
    const groupId = await newGroup();
    const parts = interrupted(async (time) => time === 1 && put(groupId, [x, y]));
    const changed = await put(groupId, [y, ...crowd('between')], {}, parts);
    assert.deepEqual(counts(changed), [600, 0, 1, 1]);
    assert.deepEqual(await membersOf(groupId), asSaid([y, ...crowd('between')]));
  });

  it('keeps the change of others when the caller has an earlier entity tag', async () => {
    const groupId = await newGroup();
    const { tag } = await put(groupId, [x]);
    const parts = interrupted(async (time) => time === 1 && put(groupId, [x, y]));
    await assert.rejects(put(groupId, [], { ifMatch: tag }, parts), { code: 'precondition-failed' });
    assert.deepEqual(await membersOf(groupId), asSaid([x, y]));
  });

  it('is started again between two steps too', async () => {
    const groupId = await newGroup();
    await put(groupId, crowd('steps'));
    const parts = interrupted(async (time) => time === 2 && put(groupId, [x, ...crowd('steps').slice(100)]));
    await put(groupId, [y], {}, parts);
    assert.deepEqual(await membersOf(groupId), asSaid([y]));
  });

  it('is refused when the others do not stop', async () => {
    const groupId = await newGroup();
    const parts = interrupted((time) => put(groupId, time % 2 === 0 ? [x] : [y]));
    await assert.rejects(put(groupId, [x, y], {}, parts), { code: 'unavailable' });
    assert.equal((await membersOf(groupId)).length, 1);
  });

  it('is that of one of two requests, however many people each names', async () => {
    const groupId = await newGroup();
    const lists = [crowd('left'), [...crowd('right'), ...crowd('left').slice(0, 100)]];
    await Promise.all(lists.map((list) => put(groupId, list)));
    const now = await membersOf(groupId);
    assert.ok(lists.some((list) => JSON.stringify(asSaid(list)) === JSON.stringify(now)));
  });
});

describe('an address that a platform vouches for', () => {
  it('belongs to the first person whom it names with it', async () => {
    const groupId = await newGroup();
    const known = ['first', 'second'].map((externalId) => ({ externalId: `vouched ${externalId}` }));
    await put(groupId, known);
    const vouched = { email: 'vouched@example.org', emailVerified: true } as const;
    await put(
      groupId,
      known.map((each) => ({ ...each, ...vouched })),
    );
    const holder = await core.accounts.findByEmail(vouched.email);
    assert.equal(holder.externalId, 'vouched first');
  });
});
