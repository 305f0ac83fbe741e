import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepExamination } from '../../src/domain/tasks/examinations.ts';
import { isoTime } from '../../src/lib/clock.ts';
import { openTestApp, type Person } from '../support/app.ts';
import { attachAs } from '../support/attachments.ts';
import { countQueries } from '../support/count-queries.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, contest } = await openTestApp();
const teacher = await person('teacher');
const { attach } = attachAs(teacher, core);

/** Starts in a minute, for an hour; a student has ten minutes more. */
async function newContest(count = 2) {
  const tasks = await Promise.all(Array.from({ length: count }, () => task(teacher)));
  for (const each of tasks) await publish(each, teacher);
  const [startsAt, endsAt] = [clock.nowMs() + minuteMs, clock.nowMs() + minuteMs + hourMs];
  const student = await person();
  const { id } = await contest(teacher, {
    ...{ startsAt, endsAt, participants: [student], extraSeconds: 600, afterEnd: 'participants' },
    tasks,
  });
  const path = `/api/v1/contests/${id}/tasks?details=true`;
  const list = async (reader: Person = student) => (await reader.send(`GET ${path}`)).body.items;
  const ids = tasks.map((each) => each.id) as [string, string];
  return { id, ids, tasks, startsAt, endsAt, student, list };
}

describe('the details of the tasks of a contest', () => {
  it('are their languages, pages, last changes, and whether the reader has read them, once they are open', async () => {
    const { ids, tasks, startsAt, student, list } = await newContest();
    const publishedAt = isoTime(clock.nowMs());
    assert.deepEqual(await list(), []);
    clock.set(startsAt);
    const document = { language: 'en', pages: null, updatedAt: publishedAt };
    const unread = { documents: [document], readAt: null, editorials: [] };
    const detailsNow = async () => (await list()).map(({ details }: { details: object }) => details);
    assert.deepEqual(await detailsNow(), [unread, unread]);

    await student.send(`POST /api/v1/tasks/${ids[0]}/description-url`, {});
    await core.issueJournal.drain();
    clock.advance(minuteMs);
    const updatedAt = isoTime(clock.nowMs());
    await publish(tasks[0] as { id: string }, teacher);
    const polish = await publish(tasks[0] as { id: string }, teacher, 'pl');
    await keepExamination(core.database.kysely, polish.id, { pages: 3, findings: [] }, clock.nowMs());
    const documents = [
      { language: 'en', pages: null, updatedAt },
      { language: 'pl', pages: 3, updatedAt },
    ];
    assert.deepEqual(await detailsNow(), [{ ...unread, documents, readAt: isoTime(startsAt) }, unread]);
    const { body } = await student.send(`GET /api/v1/tasks/${ids[0]}`);
    assert.deepEqual(
      body.documents.map((each: { language: string; updatedAt: string }) => [each.language, each.updatedAt]),
      documents.map(({ language }) => [language, updatedAt]),
    );
  });

  it('tell of an editorial when it opens for the reader, at their own end', async () => {
    const { ids, endsAt, list } = await newContest();
    const { attachmentId } = await attach(ids[0], {
      fileName: 'editorial.zip',
      kind: 'editorial',
      opensAt: null,
    });
    await attach(ids[1], { fileName: 'samples.zip' });
    const open = async (reader?: Person) =>
      (await list(reader)).map(({ details }: { details: { editorials: unknown } }) => details.editorials);
    const editorial = { attachmentId, fileName: 'editorial.zip' };
    clock.set(endsAt + 599_999);
    assert.deepEqual(await open(), [[], []]);
    clock.set(endsAt + 600_000);
    assert.deepEqual(await open(), [[editorial], []]);
    assert.deepEqual(await open(teacher), [[editorial], []]);
  });

  it('are only in replies to requests for them', async () => {
    const { id, student, startsAt } = await newContest();
    clock.set(startsAt);
    assert.ok(!('details' in (await student.send(`GET /api/v1/contests/${id}/tasks`)).body.items[0]));
  });

  it('take two queries more, for one task as for many', async () => {
    const added: Array<number> = [];
    for (const count of [1, 6]) {
      const { id, student, startsAt, list } = await newContest(count);
      clock.set(startsAt);
      const ask = () => student.send(`GET /api/v1/contests/${id}/tasks`);
      await ask(); // SQLite keeps what does not depend on the records
      const plain = await countQueries(ask);
      const detailed = await countQueries(() => list(student));
      added.push(detailed.queries - plain.queries);
    }
    assert.deepEqual(added, [2, 2]);
  });
});
