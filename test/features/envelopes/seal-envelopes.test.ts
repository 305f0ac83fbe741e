import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Envelope } from '../../../src/features/envelopes/envelopes.ts';
import { openEnvelopes } from '../../../src/features/envelopes/open.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp, sha256 } from '../../support/app.ts';
import { createSealedContest, openByOthers } from '../../support/sealed-contest.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, publish } = testApp;
const envelopes = openEnvelopes(core);
const { driver, pendingDeletions, contestPeople, contests, contestTasks } = core;
const teacher = await person('teacher');

const onlyOne = (all: ReadonlyArray<Envelope>): Envelope => {
  assert.equal(all.length, 1);
  return all[0] as Envelope;
};
/** A contest with a way to its envelopes. */
async function createContest() {
  const made = await createSealedContest(testApp, teacher);
  const current = () => envelopes.current(made.contest.id);
  return {
    ...made,
    current,
    /** Seals the only envelope, at the time from which it can be fetched. */
    async sealOne() {
      clock.set(made.prefetchFrom);
      await made.seal();
      return onlyOne(await current());
    },
  };
}
const tasksIn = ({ parts }: Envelope) => parts.map(({ taskId }) => taskId);
const isStored = async ({ objectKey }: Envelope) =>
  (await driver.head(parseObjectKey(objectKey))) !== undefined;

describe('the envelopes of a contest', () => {
  it('contain for each language the statements that its reader would get, in the order of the contest', async () => {
    const made = await createContest();
    const [both, polish] = [await made.add(['en', 'pl']), await made.add(['pl'])];
    await made.add(['en'], { opensAt: made.startsAt + hourMs });
    await made.add(['de'], { embargoUntil: made.startsAt + 1 });
    await made.add([]);
    clock.set(made.prefetchFrom);
    assert.equal(await made.seal(), 2);

    const [english, inPolish] = await made.current();
    const [en, pl, onlyPolish] = [...both.versions, ...polish.versions];
    for (const [envelope, language, expected] of [
      [english, 'en', [en, onlyPolish]],
      [inPolish, 'pl', [pl, onlyPolish]],
    ] as const) {
      assert.equal(envelope?.language, language);
      const { content, index, documents, encrypted } = await openByOthers(testApp, envelope, envelope.key());
      assert.equal(content.length, 2 ** 20);
      assert.equal(encrypted.length, envelope.size);
      assert.partialDeepStrictEqual(index, {
        ...{ format: 'lectern-envelope-v1', contestId: made.contest.id, language },
        documents: expected.map((version) => ({ versionId: version?.id })),
      });
      assert.equal(index.documents.length, 2);
      assert.deepEqual(
        documents.map(sha256),
        expected.map((version) => version?.sha256),
      );
    }
    assert.notDeepEqual(english?.key(), inPolish?.key());
  });

  it('exclude a statement whose window is too short to open, because no one would get the key', async () => {
    const made = await createContest();
    const whole = await made.add();
    await made.add(['en'], { closesAt: made.startsAt + 999 });
    const envelope = await made.sealOne();
    assert.deepEqual(tasksIn(envelope), [whole.id]);
    const participant = await person();
    await made.join(participant);
    clock.set(made.startsAt);
    const route = `POST /api/v1/contests/${made.contest.id}/envelope-key`;
    assert.equal((await participant.send(route, { envelopeId: envelope.id })).status, 200);
  });

  it('are sealed before they can be fetched, and one without documents has the same size', async () => {
    const made = await createContest();
    clock.set(made.prefetchFrom - 11 * minuteMs);
    assert.equal(await made.seal(), 0);
    clock.set(made.prefetchFrom - 9 * minuteMs);
    assert.equal(await made.seal(), 1);
    const empty = onlyOne(await made.current());
    await made.add();
    assert.equal((await made.sealOne()).size, empty.size);
    assert.match(empty.objectKey, /^envelopes\/[a-z2-7]{2}\/[a-z2-7]{30}\.sealed$/);
  });

  it('are sealed again when their content would differ, and keep their keys until the contest ends for everyone', async () => {
    const made = await createContest();
    const task = await made.add();
    const times = { delaySeconds: 60, extraSeconds: 60 };
    await contestPeople.putParticipants(made.contest, [(await person()).id], times);
    const first = await made.sealOne();
    clock.set(made.prefetchFrom + minuteMs);
    assert.equal(await made.seal(), 0, 'nothing has changed');

    const changed = await publish(task, teacher);
    assert.equal(await made.seal(), 1);
    const second = onlyOne(await made.current());
    await publish(task, teacher);
    clock.set(made.prefetchFrom + minuteMs + 29 * secondMs);
    assert.equal(await made.seal(), 0, 'several changes cause one sealing');
    assert.deepEqual(second.parts, [{ taskId: task.id, versionId: changed.id, isLeftOut: false }]);
    assert.notEqual(second.id, first.id);
    assert.notDeepEqual(second.key(), first.key());

    clock.set(made.startsAt);
    assert.equal(await made.seal(), 0, 'it has started');
    await pendingDeletions.sweep();
    assert.equal(await isStored(first), true, 'a reader may still have a URL');
    clock.set(made.prefetchFrom + 2 * hourMs + 3 * minuteMs);
    await pendingDeletions.sweep();
    assert.deepEqual([await isStored(first), await isStored(second)], [false, true]);
    assert.deepEqual((await envelopes.find(made.contest.id, first.id)).key(), first.key());

    const end = made.startsAt + 5 * hourMs + 2 * minuteMs;
    await envelopes.prune(end - 1);
    await envelopes.find(made.contest.id, first.id);
    assert.equal(await envelopes.prune(end), 2);
    await assert.rejects(envelopes.find(made.contest.id, first.id), { code: 'not-found' });
    clock.set(end + 2 * hourMs);
    await pendingDeletions.sweep();
    assert.equal(await isStored(second), false);
  });

  it('are sealed again when the storage has lost them', async () => {
    const made = await createContest();
    await made.add();
    const lost = await made.sealOne();
    await driver.delete(parseObjectKey(lost.objectKey));
    assert.equal(await made.seal(), 1);
    assert.equal(await isStored(onlyOne(await made.current())), true);
    assert.deepEqual((await envelopes.find(made.contest.id, lost.id)).key(), lost.key());
  });

  it('are sealed by one of two instances, and by none for a contest that was deleted', async () => {
    const made = await createContest();
    await made.add();
    clock.set(made.prefetchFrom);
    await Promise.all([made.seal(), made.seal()]);
    const envelope = onlyOne(await made.current());
    await envelopes.prune(clock.nowMs()); // those of other tests
    await contests.remove(made.contest.id);
    assert.equal(await made.seal(), 0);
    assert.equal(await envelopes.prune(clock.nowMs()), 1);
    clock.set(clock.nowMs() + dayMs);
    await pendingDeletions.sweep();
    for await (const { key } of driver.list('envelopes/')) assert.notEqual(key, envelope.objectKey);
  });

  it('end with the language when no document of the contest has it', async () => {
    const made = await createContest();
    const [kept, removed] = [await made.add(['en']), await made.add(['pl'])];
    clock.set(made.prefetchFrom);
    await made.seal();
    assert.equal((await made.current()).length, 2);
    await contestTasks.remove(made.contest.id, removed.id);
    clock.set(made.prefetchFrom + minuteMs);
    await made.seal();
    assert.deepEqual(tasksIn(onlyOne(await made.current())), [kept.id]);
  });
});
