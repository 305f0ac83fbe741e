import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { sql } from 'kysely';
import { createIdempotencyStore } from '../../../src/features/idempotency/idempotency-store.ts';
import { assertProblem, openTestApp, type Send } from '../../support/app.ts';
import { countQueries } from '../../support/count-queries.ts';
import { dayMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, program } = testApp;
const { kysely } = core.database;
const store = createIdempotencyStore(core);
const [teacher, admin] = [await person('teacher'), await person('admin')];

/** The example of draft-ietf-httpapi-idempotency-key-header-07 §2.1, with a number. */
let keys = 0;
const newKey = () => `8e03978e-40d5-43e8-bc93-${String(++keys).padStart(12, '0')}`;

const route = 'POST /api/v1/contests';
const finals = (name: string) => ({ name, startsAt: '2030-01-01T00:00:00Z' });
const create = (send: Send, key: string, name: string) =>
  send(route, finals(name), { 'idempotency-key': key });
const countOf = async (name: string) =>
  (await kysely.selectFrom('contests').select('id').where('name', '=', name).execute()).length;

describe('a request with an Idempotency-Key', () => {
  it('is processed once, however many arrive at the same time, and repeats get its answer', async () => {
    const key = newKey();
    const replies = await Promise.all(Array.from({ length: 6 }, () => create(teacher.send, key, 'At once')));
    for (const reply of replies) {
      if (reply.status !== 201) assertProblem(reply, 409, 'request-in-progress');
    }
    const done = replies.filter(({ status }) => status === 201);
    // One is processed; the others get its answer.
    const [first, ...others] = done.filter(({ headers }) => headers['idempotency-replayed'] !== 'true');
    assert.deepEqual(others, []);
    const again = await create(teacher.send, key, 'At once');
    assert.deepEqual([again.status, again.text], [201, first?.text]);
    assert.equal(again.headers['idempotency-replayed'], 'true');
    assert.equal(again.headers['content-type'], first?.headers['content-type']);
    assert.equal(await countOf('At once'), 1);
  });

  it('must be retried a moment later while the first one is running', async () => {
    const key = newKey();
    const [arrived, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const original = core.contests.create;
    const held = mock.method(core.contests, 'create', async (...draft: Parameters<typeof original>) => {
      arrived.resolve();
      await go.promise;
      return original(...draft);
    });
    const first = create(teacher.send, key, 'Under way');
    await arrived.promise;
    const refused = await create(teacher.send, key, 'Under way');
    assertProblem(refused, 409, 'request-in-progress');
    assert.equal(refused.headers['retry-after'], '1');
    assertProblem(await create(teacher.send, key, 'Another'), 422, 'idempotency-key-reused');
    go.resolve();
    assert.equal((await first).status, 201);
    held.mock.restore();
    assert.equal((await create(teacher.send, key, 'Under way')).text, (await first).text);
    assert.equal(await countOf('Under way'), 1);
  });

  it('is refused when the key came with other content, in the body or in the path', async () => {
    const key = newKey();
    assert.equal((await create(teacher.send, key, 'First')).status, 201);
    assertProblem(await create(teacher.send, key, 'Second'), 422, 'idempotency-key-reused');
    assert.equal(await countOf('Second'), 0);
    const [one, other] = [await person(), await person()];
    const link = (id: string) =>
      admin.send(`POST /api/v1/accounts/${id}/setup-link`, undefined, { 'idempotency-key': key });
    assert.equal((await link(one.id)).status, 200);
    assertProblem(await link(other.id), 422, 'idempotency-key-reused');
  });

  it('shares its key with no other caller and no other route', async () => {
    const key = newKey();
    const { send: asProgram } = await program();
    const senders = [teacher.send, (await person('teacher')).send, asProgram];
    for (const send of senders) assert.equal((await create(send, key, 'Mine')).status, 201);
    assert.equal(await countOf('Mine'), 3);
    const headers = { 'idempotency-key': key };
    assert.equal((await teacher.send('POST /api/v1/groups', { name: 'Mine' }, headers)).status, 201);
  });

  it('is processed again a day later, and stored answers are pruned', async () => {
    const key = newKey();
    const { body: first } = await create(teacher.send, key, 'Daily');
    clock.advance(dayMs - 1);
    assert.equal((await create(teacher.send, key, 'Daily')).body.contestId, first.contestId);
    clock.advance(1);
    assert.notEqual((await create(teacher.send, key, 'Daily')).body.contestId, first.contestId);
    await store.prune(clock.nowMs());
    const left = await kysely.selectFrom('idempotencyKeys').select('id').execute();
    assert.equal(left.length, 1);
    assert.equal(await store.prune(clock.nowMs() + dayMs), 1);
  });

  it('does not use up its key when it is refused, or fails', async () => {
    const key = newKey();
    const headers = { 'idempotency-key': key };
    const draft = { email: teacher.email, name: 'Ann', role: 'student' };
    const account = (body: object) => admin.send('POST /api/v1/accounts', body, headers);
    assertProblem(await account(draft), 409, 'conflict');
    assert.equal((await account({ ...draft, email: 'free@example.org' })).status, 201);

    const failing = mock.method(core.contests, 'create', () => Promise.reject(new Error('disk')));
    assertProblem(await create(teacher.send, key, 'Failed'), 500, 'internal');
    failing.mock.restore();
    assert.equal((await create(teacher.send, key, 'Failed')).status, 201);
    assert.equal(await countOf('Failed'), 1);
  });

  it('gets no stored answer once the caller has lost the right', async () => {
    const key = newKey();
    const other = await person('teacher');
    assert.equal((await create(other.send, key, 'Before')).status, 201);
    await core.accounts.change(other.id, { role: 'student' });
    assertProblem(await create(other.send, key, 'Before'), 403, 'forbidden');
  });

  it('is refused with an invalid key', async () => {
    const wrong = ['a b', '"a', 'a"b', '"a\\b"', 'a,b', '""', 'ä', 'x'.repeat(256), `"${'x'.repeat(256)}"`];
    for (const key of wrong) {
      assertProblem(await create(teacher.send, key, 'Wrong'), 400, 'request-invalid');
    }
    assert.equal(await countOf('Wrong'), 0);
  });

  it('has the same key with or without quotation marks, and any characters in them', async () => {
    const key = newKey();
    const { body: first } = await create(teacher.send, key, 'Quoted');
    assert.equal((await create(teacher.send, `"${key}"`, 'Quoted')).body.contestId, first.contestId);
    assert.equal((await create(teacher.send, '"a, \\"b\\" \\\\ c"', 'Any')).status, 201);
    assert.equal((await create(teacher.send, `"${'x'.repeat(255)}"`, 'Longest')).status, 201);
  });

  it('is processed again when it changes nothing, as a dry run of an import', async () => {
    const headers = { 'idempotency-key': newKey() };
    const csv = (name: string) => ({ csv: `name,email\nAnn,${name}@example.org` });
    for (const name of ['ann', 'eve']) {
      const reply = await admin.send('POST /api/v1/people-import?dryRun=true', csv(name), headers);
      assert.deepEqual([reply.status, reply.body.rows[0].email], [200, `${name}@example.org`]);
    }
  });
});

describe('a request without a key', () => {
  it('takes no query for it', async () => {
    const plain = await countQueries(() => teacher.send(route, finals('Plain')));
    const keyed = await countQueries(() => create(teacher.send, newKey(), 'Keyed'));
    assert.ok(plain.texts.every((text) => !text.includes('idempotencyKeys')));
    assert.ok(keyed.texts.some((text) => text.includes('idempotencyKeys')));
  });
});

describe('the stored answers', () => {
  it('contain no plain text of answers or requests: links, keys, addresses', async () => {
    const key = newKey();
    const headers = { 'idempotency-key': key };
    const draft = { email: 'sealed@example.org', name: 'Sealed', role: 'student' };
    const account = await admin.send('POST /api/v1/accounts', draft, headers);
    const makeKey = () => admin.send('POST /api/v1/api-keys', { name: 'Sealed', scopes: ['read'] }, headers);
    const made = await makeKey();
    const text = JSON.stringify(await kysely.selectFrom('idempotencyKeys').selectAll().execute());
    const token = new URL(account.body.setupLink).hash.slice('#token='.length);
    for (const secret of [token, made.body.key, 'sealed', 'Sealed', key]) {
      assert.ok(!text.includes(secret), secret);
      assert.ok(!text.includes(Buffer.from(secret).toString('base64url').slice(0, -2)), secret);
    }
    assert.equal((await makeKey()).body.key, made.body.key);
  });

  const request = () => ({ caller: admin.id, route, key: newKey(), content: ['content'] });
  const answer = { status: 201, headers: {}, body: '{}' };
  const claimed = async (asked: ReturnType<typeof request>, kept = store) => {
    const result = await kept.claim(asked);
    return 'claim' in result ? result.claim : assert.fail('it was answered already');
  };

  it('can be claimed again a minute after the process died, whose late answer is ignored', async () => {
    const asked = request();
    const dead = await claimed(asked);
    clock.advance(60_000 - 1);
    await assert.rejects(store.claim(asked), { code: 'request-in-progress' });
    clock.advance(1);
    const next = await claimed(asked);
    await dead.keep({ ...answer, body: 'late' });
    await dead.free();
    await assert.rejects(store.claim(asked), { code: 'request-in-progress' });
    await next.keep(answer);
    assert.deepEqual(await store.claim(asked), { answer });
  });

  it('are a conflict where they cannot be opened, or were too large to be stored', async () => {
    const [asked, large] = [request(), request()];
    await (await claimed(asked)).keep(answer);
    await sql`update "idempotencyKeys" set answer = 'v1.x.y' where answer is not null`.execute(kysely);
    await assert.rejects(store.claim(asked), { code: 'conflict' });
    await (await claimed(large)).keep({ ...answer, body: 'x'.repeat(9 * 1024 * 1024) });
    await assert.rejects(store.claim(large), { code: 'conflict' });
  });

  it('are limited for each caller, in number and size', async () => {
    const [many, much] = [await person('teacher'), await person('teacher')];
    const fill = (caller: string, rows: number, size: number) =>
      sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${rows})
        insert into "idempotencyKeys" ("id", "caller", "request", "claim", "claimedAt", "expiresAt", "size", "answer")
        select ${caller} || n, ${caller}, '', '', ${clock.nowMs()}, ${clock.nowMs() + dayMs}, ${size}, '' from numbers`.execute(
        kysely,
      );
    await fill(many.id, 10_000, 10);
    await fill(much.id, 1, 64 * 1024 * 1024);
    for (const { send } of [many, much]) {
      const refused = await create(send, newKey(), 'Too many');
      assertProblem(refused, 429, 'rate-limited');
      assert.equal(refused.headers['retry-after'], '3600');
      assert.equal((await send(route, finals('Too many'))).status, 201);
    }
  });

  it('can be opened only with the same secret', async () => {
    const asked = request();
    const withSecret = (secret: string) => createIdempotencyStore({ database: core.database, clock, secret });
    await (await claimed(asked, withSecret('one'))).keep(answer);
    assert.deepEqual(await withSecret('one').claim(asked), { answer });
    assert.ok('claim' in (await withSecret('other').claim(asked)));
  });
});
