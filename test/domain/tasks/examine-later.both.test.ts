import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkQueue } from '../../../src/database/work-queue.ts';
import type { DocumentVersion } from '../../../src/domain/tasks/document-versions.ts';
import {
  addUnexamined,
  createExamineLater,
  unexaminedQueue,
} from '../../../src/domain/tasks/examinations.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import { newId } from '../../../src/lib/ids.ts';
import { workQueueContract } from '../../contracts/work-queue-contract.ts';
import { examplePdf, openTestApp } from '../../support/app.ts';
import { attachFile } from '../../support/attach-file.ts';
import { activePdfs } from '../../support/hostile-pdfs.ts';
import { documentVersionRow, taskRow } from '../../support/rows.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { testDatabaseOpener } from '../../support/test-database.ts';
import { unguarded } from '../../support/unguarded.ts';

const { core, clock, logged, person, task, upload } = await openTestApp();
const { database, examinations, uploads } = core;
const teacher = await person('teacher');
const running = new AbortController().signal;

/** Publishes a PDF unexamined. */
const taken = async (bytes = examplePdf()) =>
  uploads.publish(await upload(await task(teacher), teacher, { bytes }));
const waiting = () => database.kysely.selectFrom('unexaminedPdfs').selectAll().execute();
const stored = async (version: DocumentVersion) => (await examinations.known([version])).get(version.id);

/** An instance whose examinations a test decides; by default they are real. Returns the versions that it examined. */
function instance(find: (version: DocumentVersion) => Promise<unknown> = examinations.find) {
  const examined: Array<string> = [];
  const examineLater = createExamineLater({
    ...{ database, clock, log: core.log },
    examinations: {
      async find(version) {
        examined.push(version.id);
        return (await find(version)) as never;
      },
    },
  });
  return { examineLater, examined };
}

describe('PDFs that were published unexamined', () => {
  it('are examined in the order of their upload, once, and the findings are logged', async () => {
    const [script] = activePdfs();
    const first = await taken(script?.bytes);
    clock.advance(1);
    const second = await taken();
    const { examineLater, examined } = instance();
    await examineLater(running);
    await examineLater(running);
    assert.deepEqual([examined, await waiting()], [[first.id, second.id], []]);
    assert.deepEqual(await stored(first), { pages: 1, findings: ['pdf-scripts'] });
    const warnings = logged.filter((line) => line.includes('has findings'));
    assert.partialDeepStrictEqual(
      warnings.map((line) => JSON.parse(line)),
      [{ versionId: first.id, findings: ['pdf-scripts'] }],
    );
  });

  it('are not all PDFs: neither those that were examined at the upload, nor other files', async () => {
    const version = await upload(await task(teacher), teacher);
    await core.uploads.complete(version.taskId, version.id);
    await attachFile(core, version.taskId, teacher.id);
    assert.deepEqual(await waiting(), []);
  });

  it('are shared by instances: none examines what another one has begun', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const version = await taken();
    const first = instance(async (given) => {
      begun.resolve();
      await end.promise;
      return examinations.find(given);
    });
    const ended = first.examineLater(running);
    await begun.promise;
    const second = instance();
    await second.examineLater(running);
    assert.deepEqual(second.examined, []);
    end.resolve();
    await ended;
    assert.ok(await stored(version));
  });

  it('are due again at once when the instance that examines them stops', async () => {
    const version = await taken();
    const stopping = new AbortController();
    await instance(() => {
      stopping.abort();
      return new Promise(() => {});
    }).examineLater(stopping.signal);
    const next = instance();
    await next.examineLater(running);
    assert.deepEqual(next.examined, [version.id]);
  });

  it('are tried again after minutes, then hours, and in the end count as not examinable', async () => {
    const version = await taken();
    const away = instance(() => Promise.reject(new LecternError('unavailable', 'Later.')));
    await away.examineLater(running);
    clock.advance(minuteMs - 1);
    await away.examineLater(running);
    assert.equal(away.examined.length, 1);
    for (let hour = 0; hour < 30; hour += 1) {
      clock.advance(hourMs);
      await away.examineLater(running);
    }
    assert.deepEqual([away.examined.length, await waiting()], [24, []]);
    assert.deepEqual(await stored(version), { pages: null, findings: ['pdf-not-examined'] });
  });
});

describe('a PDF to be examined', () => {
  const newDatabase = () => testDatabaseOpener();
  const { claimMs } = unexaminedQueue;
  workQueueContract({ claimMs, newDatabase }, (of, its) => {
    const queue = createWorkQueue({ database: of, clock: its }, unexaminedQueue);
    const tables = unguarded(of.kysely);
    return {
      async add() {
        const [id, taskId] = [newId(), newId()];
        await tables
          .insertInto('tasks')
          .values(taskRow({ id: taskId }))
          .execute();
        await tables.insertInto('documentVersions').values(documentVersionRow({ id, taskId })).execute();
        await addUnexamined(of.kysely, id, its.nowMs());
        return id;
      },
      claim: async (id) => (await queue.claim([id]))[0],
      async fail(claim) {
        await queue.release(of.kysely, claim, { dueAt: its.nowMs(), attempts: claim.attempts + 1 });
      },
      failures: ({ attempts }) => attempts,
      end: async ({ id }) => void (await tables.deleteFrom('unexaminedPdfs').where('id', '=', id).execute()),
    };
  });
});
