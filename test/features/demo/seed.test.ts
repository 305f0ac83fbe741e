import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument, PDFName } from 'pdf-lib';
import { demoAccounts, demoPassword, seedDemo } from '../../../src/features/demo/seed.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { openTestApp } from '../../support/app.ts';

const { core, clock, send, session } = await openTestApp();
// Time passes while it runs, so that the tasks have an order.
await seedDemo({
  ...core,
  tasks: {
    ...core.tasks,
    create: (...task) => {
      clock.advance(1);
      return core.tasks.create(...task);
    },
  },
});
clock.advance(1);

/** The replies to an account of the demo. */
async function as(email: string) {
  const account = await core.accounts.findByEmail(email);
  const headers = { authorization: `Bearer ${await session(account.id)}` };
  return async (route: string) => (await send(route, undefined, headers)).body;
}
const titles = (body: { items: ReadonlyArray<{ title: string }> }) =>
  body.items.map(({ title }) => title).sort();
const open = ['Before the First Lab', 'Sum of Squares', 'Zażółć gęślą jaźń'];
const contests = {
  upcoming: ['Apple Orchard', 'Bridge Tolls'],
  running: ['Canal Locks', 'Domino Towers'],
  pastClosed: ['Echo Chambers'],
  pastForParticipants: ['Fence Posts'],
  pastForEveryone: ['Glacier Paths'],
};

describe('the demo', () => {
  it('has an account of each role and an outsider, which all sign in with the same password', async () => {
    const listed = await core.accounts.list({ after: undefined, limit: 10 });
    const roles = { admin: 'admin', outsider: 'student', student: 'student', teacher: 'teacher' };
    assert.deepEqual(
      listed.map(({ email, role }) => [email, role]),
      Object.entries(roles).map(([name, role]) => [`${name}@example.org`, role]),
    );
    assert.equal(demoAccounts.length, listed.length);
    const account = { email: 'student@example.org', password: demoPassword };
    assert.equal((await send('POST /api/auth/sign-in/email', account)).status, 200);
  });

  it('shows the open tasks to the student, all to teacher and admin, the public archive to the outsider', async () => {
    const { running, pastForParticipants, pastForEveryone } = contests;
    const forStudent = [...open, ...running, ...pastForParticipants, ...pastForEveryone].sort();
    const all = [...open, 'Balanced Shelves', 'Lighthouse Walks', ...Object.values(contests).flat()].sort();
    for (const [email, expected] of [
      ['student@example.org', forStudent],
      ['teacher@example.org', all],
      ['admin@example.org', all],
      ['outsider@example.org', pastForEveryone],
    ] as const) {
      assert.deepEqual(titles(await (await as(email))('GET /api/v1/tasks')), expected);
    }
  });

  it('has no statement that seems to be corrected since its contest began', async () => {
    const student = await as('student@example.org');
    const { items } = await student('GET /api/v1/contests?phase=running');
    for (const { contestId, startsAt } of items) {
      const tasks = (await student(`GET /api/v1/contests/${contestId}/tasks?details=true`)).items;
      assert.notEqual(tasks.length, 0);
      for (const { details } of tasks) {
        for (const { updatedAt } of details.documents)
          assert.ok(Date.parse(updatedAt) < Date.parse(startsAt));
      }
    }
  });

  it('has a task that is not open yet and one that is closed', async () => {
    const [teacher, student] = [await as('teacher@example.org'), await as('student@example.org')];
    const { items } = await teacher('GET /api/v1/tasks');
    const codes = new Map<string, string>();
    for (const { taskId, title } of items) {
      codes.set(title, (await student(`GET /api/v1/tasks/${taskId}`)).code ?? 'open');
    }
    const { upcoming, pastClosed } = contests;
    for (const [code, expected] of [
      ['not-open-yet', ['Lighthouse Walks', ...upcoming]],
      ['closed', ['Balanced Shelves', ...pastClosed]],
      ['open', open],
    ] as const) {
      for (const title of expected) assert.equal(codes.get(title), code, title);
    }
  });

  it('has a task in English and Polish, one without a PDF, and one with a PDF where the curl lines look', async () => {
    const { items } = await (await as('student@example.org'))('GET /api/v1/tasks');
    const languages = items.map((item: { languages: ReadonlyArray<string> }) => item.languages.join());
    assert.deepEqual([...new Set(languages)].toSorted(), ['', 'en', 'en,pl']);
    // The printed sed takes the last id of the list.
    assert.notEqual(languages.at(-1), '');
  });

  it('has realistic PDFs, one of many pages, with embedded fonts', async () => {
    const stored = core.database.kysely.selectFrom('documentVersions').selectAll();
    const versions = await stored.where('attachmentId', 'is', null).execute();
    assert.equal(versions.length, 12);
    const pages: Array<number> = [];
    for (const { objectKey, size, language } of versions) {
      const object = await core.driver.open(parseObjectKey(objectKey));
      assert.ok(object);
      const bytes = await object.read();
      await object.close();
      assert.equal(bytes.length, size);
      const pdf = await PDFDocument.load(bytes);
      pages.push(pdf.getPageCount());
      assert.equal(pdf.catalog.lookup(PDFName.of('Lang'))?.toString(), `(${language})`);
      const objects = pdf.context.enumerateIndirectObjects().map(([, each]) => each.toString());
      // Five faces, each with its descriptor (ISO 32000-2 §9.8) and font program.
      assert.equal(objects.filter((text) => /\/FontFile[23]? \d+ 0 R/.test(text)).length, 5);
    }
    assert.equal(Math.max(...pages), 12);
  });

  it('has a task with a file and an editorial, which opens after the contest', async () => {
    const student = await as('student@example.org');
    const { items } = await student('GET /api/v1/tasks');
    const { taskId } = items.find(({ title }: { title: string }) => title === 'Canal Locks');
    const filesOf = async (send: typeof student) =>
      (await send(`GET /api/v1/tasks/${taskId}`)).attachments.map(
        ({ fileName }: { fileName: string }) => fileName,
      );
    assert.deepEqual(await filesOf(student), ['canal-locks.large.txt', null]);
    assert.deepEqual(await filesOf(await as('teacher@example.org')), [
      'canal-locks.large.txt',
      'canal-locks.solution.pdf',
    ]);
  });
});
