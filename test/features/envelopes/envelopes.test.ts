import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VerifiedDownload } from 'lectern-signing';
import { verifySignedUrl } from 'lectern-signing/embedded';
import { type FileDownload, fileUrlOf } from '../../../src/core/redeem/authorize.ts';

import { contestGroupRemoval, participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import { openEnvelopes, openSealing } from '../../../src/features/envelopes/open.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person, sha256 } from '../../support/app.ts';
import { createSealedContest, openByOthers } from '../../support/sealed-contest.ts';
import { hourMs, minuteMs, secondMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, program, publish, logged } = testApp;
const envelopes = openEnvelopes(core);
const { contests, contestPeople, contestTasks, issuedUrls, revocations, config } = core;
const teacher = await person('teacher');

/** A sealed contest with two tasks, and a participant. */
async function createWorld(delaySeconds = 0) {
  const made = await createSealedContest(testApp, teacher);
  const [first, second] = [await made.add(['en', 'pl']), await made.add(['en'])];
  const student = await person();
  await made.join(student, delaySeconds);
  clock.set(made.prefetchFrom);
  await made.seal();
  const address = `/api/v1/contests/${made.contest.id}`;
  return {
    ...made,
    ...{ first, second, student },
    fetchUrl: (as: Pick<Person, 'send'> = student, body?: object) =>
      as.send(`POST ${address}/envelope-url`, body),
    askKey: (envelopeId: string, as: Pick<Person, 'send'> = student) =>
      as.send(`POST ${address}/envelope-key`, { envelopeId }),
  };
}

const verified = (url: string) =>
  fileUrlOf(
    verifySignedUrl(url, config.filesUrl, core.keys.ring(), clock.nowMs()) as VerifiedDownload,
  ) as FileDownload;

const recordsOf = ({ id: userId }: Pick<Person, 'id'>) =>
  issuedUrls.list({ userId, after: undefined, limit: 50 });

describe('the URL of a sealed envelope', () => {
  it('lives for its time, and at most until the contest starts for its reader', async () => {
    const { fetchUrl, prefetchFrom, startsAt } = await createWorld(600);
    const ownStart = startsAt + 600 * secondMs;
    clock.set(prefetchFrom - 1);
    const early = await fetchUrl();
    assertProblem(early, 403, 'not-open-yet');
    assert.equal(early.body.opensAt, isoTime(prefetchFrom));
    clock.set(prefetchFrom);
    const { body, headers } = await fetchUrl();
    assert.equal(headers['cache-control'], 'no-store');
    assert.partialDeepStrictEqual(body, {
      ...{ opensAt: isoTime(ownStart), serverTime: isoTime(prefetchFrom) },
      urlExpiresAt: isoTime(prefetchFrom + config.signedUrlTtlSeconds * 1000),
    });
    clock.set(ownStart - 2500);
    assert.equal((await fetchUrl()).body.urlExpiresAt, isoTime(ownStart));
    clock.set(ownStart - 500);
    assertProblem(await fetchUrl(), 403, 'closed');
  });

  it('leads to the object in the requested language under a neutral name, and is recorded as of no task', async () => {
    const { fetchUrl, contest, student } = await createWorld();
    const [english, polish] = await envelopes.current(contest.id);
    const { body } = await fetchUrl(student, { language: 'pl' });
    assert.deepEqual([body.envelopeId, body.size], [polish?.id, polish?.size]);
    assert.equal(english?.size, polish?.size);
    const { objectKey, fileName, disposition, issueId } = verified(body.url);
    assert.equal(objectKey, polish?.objectKey);
    assert.deepEqual([fileName, disposition], ['envelope.sealed', 'attachment']);
    const [record, ...more] = await recordsOf(student);
    assert.partialDeepStrictEqual(record, { issueId, ground: 'prefetch', taskId: null, versionId: null });
    assert.deepEqual(more, []);
  });

  it('is revoked with the place or the group of its reader, and with the contest; those of others stay', async () => {
    const { fetchUrl, contest, join } = await createWorld();
    const [one, member, other] = [await person(), await person(), await person()];
    for (const each of [one, other]) await join(each);
    const group = await testApp.group(teacher, { members: [member] });
    await contestPeople.putGroup(contest.id, group.id);
    const urlFor = async (reader: Person) => verified((await fetchUrl(reader)).body.url);
    const urls = [await urlFor(one), await urlFor(member), await urlFor(other)];
    for (const [reader, removal, revoked] of [
      [one, participantRemoval(contest.id, one.id), [true, false, false]],
      [member, contestGroupRemoval(contest.id, group.id), [true, true, false]],
    ] as const) {
      await revocations.change(removal);
      assert.deepEqual(urls.map(revocations.isRevoked), revoked);
      assertProblem(await fetchUrl(reader), 404, 'not-found');
    }
    await contestPeople.putGroup(contest.id, group.id);
    assert.equal(revocations.isRevoked(await urlFor(member)), false);
    const elsewhere = verified((await (await createWorld()).fetchUrl()).body.url);
    await contests.remove(contest.id);
    assert.deepEqual([...urls, elsewhere].map(revocations.isRevoked), [true, true, true, false]);
  });

  it('is revoked when it can be fetched later or not at all, but not when it can be fetched earlier', async () => {
    const { fetchUrl, contest } = await createWorld();
    const change = (prefetchFrom: number | null) => contests.change(contest.id, { prefetchFrom });
    for (const narrower of [clock.nowMs() + 1000, null]) {
      const url = verified((await fetchUrl()).body.url);
      await change(clock.nowMs() - 1000);
      assert.equal(revocations.isRevoked(url), false);
      await change(narrower);
      assert.equal(revocations.isRevoked(url), true);
      await change(clock.nowMs());
      assert.equal(revocations.isRevoked(verified((await fetchUrl()).body.url)), false);
    }
  });

  it('ends with the API key that requested it; the records name the key, also for the key of the envelope', async () => {
    const { fetchUrl, askKey, first, second } = await createWorld();
    const [leaked, other] = [await program(['read'], 'Leaked'), await program(['read'], 'Other')];
    const { envelopeId, url } = (await fetchUrl(leaked)).body;
    assert.equal((await askKey(envelopeId, leaked)).status, 200); // the key has the rank of an admin
    const urls = [url, (await fetchUrl(other)).body.url, (await fetchUrl()).body.url].map(verified);

    assert.deepEqual(urls.map(revocations.isRevoked), [false, false, false]);
    await core.apiKeys.revoke(leaked.id);
    assert.deepEqual(urls.map(revocations.isRevoked), [true, false, false]);
    assertProblem(await fetchUrl(leaked), 401, 'api-key-revoked');
    assertProblem(await askKey(envelopeId, leaked), 401, 'api-key-revoked');
    const records = (await recordsOf(leaked)).map(({ taskId, apiKeyId }) => [taskId, apiKeyId]);
    assert.deepEqual(records.sort(), [null, first.id, second.id].map((id) => [id, leaked.id]).sort());
  });

  it('is 404 for a contest without envelopes, and before they are sealed', async () => {
    const { contest, student, fetchUrl } = await createWorld();
    const unsealed = await createSealedContest(testApp, teacher);
    await unsealed.join(student);
    clock.set(unsealed.prefetchFrom);
    const linesBefore = logged.length;
    const reply = await student.send(`POST /api/v1/contests/${unsealed.contest.id}/envelope-url`);
    assertProblem(reply, 503, 'unavailable');
    assert.match(String(reply.headers['retry-after']), /^\d+$/);
    const failures = logged.slice(linesBefore).filter((line) => line.includes('request failed'));
    assert.deepEqual(failures, [], 'there was no other error');
    await contests.change(contest.id, { prefetchFrom: null });
    assertProblem(await fetchUrl(), 404, 'not-found');
  });
});

describe('the key of a sealed envelope', () => {
  it('opens the statements from the own start of a participant on, and is recorded once for each, for a minute', async () => {
    const { fetchUrl, askKey, startsAt, first, second, contest, student } = await createWorld(60);
    const { envelopeId } = (await fetchUrl()).body;
    const endsAt = startsAt + 5 * hourMs + minuteMs;
    clock.set(startsAt + minuteMs - 1);
    const early = await askKey(envelopeId);
    assertProblem(early, 403, 'not-open-yet');
    assert.equal(early.body.opensAt, isoTime(startsAt + minuteMs));
    clock.set(startsAt + minuteMs);
    const { body, headers } = await askKey(envelopeId);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(body.validUntil, isoTime(endsAt));
    assert.equal((await askKey(envelopeId)).body.key, body.key);
    const envelope = await envelopes.find(contest.id, envelopeId);
    const { documents } = await openByOthers(testApp, envelope, Buffer.from(body.key, 'base64url'));
    const versions = [first.versions[0], second.versions[0]];
    assert.deepEqual(
      documents.map(sha256),
      versions.map((version) => version?.sha256),
    );
    const keys = (await recordsOf(student)).filter(({ disposition }) => disposition === 'key');
    assert.deepEqual(keys.map(({ versionId }) => versionId).sort(), versions.map((each) => each?.id).sort());
    for (const { ground, expiresAt } of keys) assert.deepEqual([ground, expiresAt], ['contest', endsAt]);
  });

  it('differs for each envelope, and is still given for one that was replaced', async () => {
    const { fetchUrl, askKey, startsAt, first, seal } = await createWorld();
    const old = (await fetchUrl()).body.envelopeId;
    clock.set(clock.nowMs() + minuteMs);
    await publish(first, teacher, 'en');
    await seal();
    const anew = (await fetchUrl()).body.envelopeId;
    assert.notEqual(anew, old);
    clock.set(startsAt);
    const [before, after] = [(await askKey(old)).body.key, (await askKey(anew)).body.key];
    for (const key of [before, after]) assert.match(key, /^[\w-]{22}$/);
    assert.notEqual(before, after);
  });

  it('is given to staff before the start, and only for an envelope of this contest', async () => {
    const { fetchUrl, askKey, student } = await createWorld();
    const { envelopeId } = (await fetchUrl()).body;
    assert.equal((await askKey(envelopeId, teacher)).status, 200);
    const other = await createWorld();
    await other.join(student);
    clock.set(other.startsAt);
    assertProblem(await other.askKey(envelopeId, student), 404, 'not-found');
    assertProblem(await askKey(envelopeId, await person()), 404, 'not-found');
  });

  it('reveals nothing before the start, even to a reader of its tasks or of an envelope without tasks', async () => {
    const { fetchUrl, askKey, first, second, student, startsAt, contest } = await createWorld();
    const { envelopeId } = (await fetchUrl()).body;
    for (const { id } of [first, second]) await core.taskStaff.put(id, student.id, 'reader');
    const refused = await askKey(envelopeId);
    for (const { id } of [first, second]) await contestTasks.remove(contest.id, id);
    clock.set(clock.nowMs() + minuteMs);
    await openSealing(core)(async () => true);
    const empty = (await fetchUrl()).body.envelopeId;
    const refusedToo = await askKey(empty);
    assert.notEqual(empty, envelopeId);
    assert.deepEqual({ ...refused.body, requestId: '' }, { ...refusedToo.body, requestId: '' });
    assert.equal(refused.body.opensAt, isoTime(startsAt));
  });
});

describe('the time from which envelopes can be fetched', () => {
  it('moves with a copy, and is part of the entity tag of the contest', async () => {
    const { contest, startsAt, prefetchFrom } = await createWorld();
    const address = `/api/v1/contests/${contest.id}`;
    const before = (await teacher.send(`GET ${address}`)).body;
    assert.equal(before.prefetchFrom, isoTime(prefetchFrom));
    const draft = { name: 'Copy', startsAt: isoTime(startsAt + hourMs) };
    const copy = await teacher.send(`POST ${address}/copies`, draft);
    assert.equal(copy.body.prefetchFrom, isoTime(prefetchFrom + hourMs));
    const changed = await teacher.send(`PATCH ${address}`, { prefetchFrom: null });
    assert.equal(changed.body.prefetchFrom, null);
    assert.notEqual(changed.body.etag, before.etag);
  });

  it('seals nothing unless it is before the start, and applies again when the contest moves back', async () => {
    const { contest, startsAt, prefetchFrom, fetchUrl, seal } = await createWorld(600);
    const move = (to: number) => contests.change(contest.id, { startsAt: to });
    const early = verified((await fetchUrl()).body.url);
    await move(prefetchFrom);
    assert.equal(revocations.isRevoked(early), true);
    assertProblem(await fetchUrl(), 404, 'not-found');
    const [sealed] = await envelopes.current(contest.id);
    await move(startsAt);
    assert.equal((await fetchUrl()).body.envelopeId, sealed?.id);

    const other = await createSealedContest(testApp, teacher);
    await contests.change(other.contest.id, { prefetchFrom: other.startsAt });
    clock.set(other.startsAt - minuteMs);
    await seal();
    assert.deepEqual(await envelopes.current(other.contest.id), []);
    await contests.change(other.contest.id, { startsAt: other.startsAt + 1 });
    await seal();
    assert.equal((await envelopes.current(other.contest.id)).length, 1);
  });
});
