import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepExamination } from '../../src/domain/tasks/examinations.ts';
import { type ApiWorld, createApiPeople, pathIn } from '../support/api-world.ts';
import { examplePdf, openTestApp, type Person, sha256 } from '../support/app.ts';
import { sized } from '../support/test-size.ts';
import { rows } from './expected-statuses.ts';

const testApp = await openTestApp();
const { app, core, person } = testApp;
const { people, makeWorld } = await createApiPeople(testApp);
await app.api.ready();

const bodies: Readonly<Record<string, (world: ApiWorld) => unknown>> = {
  'POST /api/v1/tasks/{taskId}/description-url': () => ({}),
  'POST /api/v1/tasks/{taskId}/documents': () => {
    const pdf = examplePdf();
    return { language: 'pl', fileName: 'task.pdf', size: pdf.length, sha256: sha256(pdf) };
  },
  'POST /api/v1/description-urls': ({ given }) => ({ taskIds: [given.id] }),
  'POST /api/v1/contests/{contestId}/envelope-url': () => ({}),
  'POST /api/v1/contests/{contestId}/envelope-key': ({ envelope }) => ({ envelopeId: envelope.id }),
  'POST /api/v1/contests/{contestId}/booklet-url': () => ({}),
  'POST /api/v1/groups/{groupId}/booklet-url': () => ({}),
  'PUT /api/v1/groups/{groupId}/booklets/{language}': () => ({}),
  'PUT /api/v1/contests/{contestId}/booklets/{language}': () => ({}),
};

const isOfApi = ({ route }: { route: string }) => route.includes('/api/v1/');
const deletes = rows.filter((row) => row.method === 'DELETE' && isOfApi(row) && row.variant === '');
/** Requests that run during a deletion: reads, some of which store a result, and those in `bodies`. */
const asked = rows.filter(
  (row) => isOfApi(row) && row.variant === '' && (row.method === 'GET' || row.route in bodies),
);

/** Deletes during every read of the world, and returns the replies that are server failures. */
async function failuresBeside(
  world: ApiWorld,
  remove: () => Promise<unknown>,
): Promise<ReadonlyArray<string>> {
  const admin = await person('admin');
  const [, replies] = await Promise.all([
    remove(),
    Promise.all(
      asked.map(async ({ method, path, route }) => {
        const query = /\/(access|preview)$/.test(path) ? `?userId=${people.member.id}` : '';
        const body = bodies[route]?.(world);
        const reply = await admin.send(`${method} ${pathIn(world, path)}${query}`, body);
        return reply.status === 500 ? [`${route}: ${reply.text}`] : [];
      }),
    ),
  ]);
  return replies.flat();
}

describe('a request that runs during a deletion', () => {
  for (const { method, path, route } of deletes) {
    it(`is never answered with a server failure: ${route}`, async () => {
      for (let round = 0; round < sized(1, 2, 20); round++) {
        const world = await makeWorld();
        const admin = await person('admin');
        const remove = () => admin.send(`${method} ${pathIn(world, path)}`);
        assert.deepEqual(await failuresBeside(world, remove), []);
      }
    });
  }

  const examine: Readonly<Record<string, (world: ApiWorld, admin: Person) => Promise<unknown>>> = {
    'an examination': () => core.examineLater(new AbortController().signal),
    'a pre-flight check': async (world, admin) => {
      const { status, text } = await admin.send(
        `GET /api/v1/${pathIn(world, 'contests/{contestId}/preflight')}`,
      );
      assert.equal(status, 200, text);
    },
  };
  for (const [what, run] of Object.entries(examine)) {
    it(`lets ${what} that has opened the PDF end, which stores nothing`, async ({ mock }) => {
      await core.database.kysely.deleteFrom('unexaminedPdfs').execute(); // those of other tests
      const [world, admin] = [await makeWorld(), await person('admin')];
      const open = core.driver.open.bind(core.driver);
      const opened = mock.method(core.driver, 'open', async (...args: Parameters<typeof open>) => {
        const object = await open(...args);
        await core.versions.discardAll(world.given.id); // as deletion of the demo course does
        return object;
      });
      await run(world, admin);
      assert.equal(opened.mock.callCount(), 1);
      assert.equal((await core.examinations.known([world.version])).size, 0);
    });
  }

  it('stores nothing about what was deleted', async () => {
    const world = await makeWorld();
    await core.versions.discardAll(world.given.id);
    const { id } = world.version;
    const nowMs = testApp.clock.nowMs();
    const keep = keepExamination(core.database.kysely, id, { pages: 1, findings: [] }, nowMs);
    await assert.rejects(keep, { name: 'LecternError', code: 'not-found' });
  });
});
