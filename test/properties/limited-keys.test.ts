import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitedScopes } from '../../src/domain/accounts/key-limits.ts';
import { newId } from '../../src/lib/ids.ts';
import { type ApiWorld, createApiPeople } from '../support/api-world.ts';
import { openTestApp, type Send } from '../support/app.ts';
import { pluck } from '../support/pluck.ts';
import { type IdKind, type Operation, operations } from './api-operations.ts';
import { createExampleRequests, type Ids, idsOf, rowsOf } from './example-requests.ts';

const testApp = await openTestApp();
const { core, clock, program } = testApp;
const makePeople = () => createApiPeople(testApp);
const [mine, others] = [await makePeople(), await makePeople()];
const [own, foreign] = [await mine.makeWorld(), await others.makeWorld()];
const ids = { own: idsOf(own), foreign: idsOf(foreign) };
const { requestOf, placesOf } = createExampleRequests({
  nowMs: clock.nowMs(),
  email: mine.people.outsider.email,
});

/** Marks a world by the names in it, so that replies show which world they contain. */
async function name(world: ApiWorld, word: string): Promise<void> {
  const { send } = mine.people.admin;
  const named = { title: `${word} task`, name: `${word} place` };
  const changes = [
    [`tasks/${world.given.id}`, { title: named.title }],
    ...[`groups/${world.group.id}`, `groups/${world.invited.id}`, `contests/${world.contest.id}`].map(
      (path) => [path, { name: named.name }] as const,
    ),
  ] as const;
  for (const [path, body] of changes) {
    assert.equal((await send(`PATCH /api/v1/${path}`, body)).status, 200, path);
  }
}
await name(own, 'Inner');
await name(foreign, 'Outer');

/** What must not come back: all of the other world, and of their own what contains the task and is no limit. */
const beyond = [
  ...['Outer', ...Object.values(ids.foreign).filter((id) => id !== ids.foreign.key)],
  ...[foreign.pending.id, foreign.invited.id, foreign.version.objectKey],
  ...[own.contest.id, own.invited.id, own.envelope.id, own.otherKeyId],
];

const asked = operations
  .filter(({ path }) => path.startsWith('/api/v1/'))
  .toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

/** Which ids of its parameters a query has. */
type IsInQuery = (place: string) => boolean;
const everyId: IsInQuery = () => true;
const taskIdAlone: IsInQuery = (place) => place === 'taskId';
const noId: IsInQuery = () => false;

async function ask(operation: Operation, send: Send, idOf: Ids, isInQuery: IsInQuery = everyId) {
  const sent = new Set<string>();
  const { route, body } = requestOf(operation, (place, kind) => {
    const id = idOf(place, kind);
    sent.add(id);
    return id;
  });
  const { status, text, body: reply } = await send(withQuery(route, isInQuery), body);
  const shown = [...sent].reduce((rest, id) => rest.replaceAll(id, '<id>'), text);
  const items: ReadonlyArray<Record<string, unknown>> = reply?.items ?? [];
  return {
    isReached: reply?.code !== 'insufficient-scope' && reply?.code !== 'forbidden',
    status,
    items,
    text: shown.replaceAll(/"requestId":"[^"]*"|^retry: \d+/g, ''),
  };
}

function withQuery(route: string, isInQuery: IsInQuery): string {
  const [path, query] = route.split('?');
  const kept = [...new URLSearchParams(query)].filter(([place]) => isInQuery(place));
  return kept.length === 0 ? `${path}` : `${path}?${new URLSearchParams(kept)}`;
}

const limitedTo = {
  'its group': { groupIds: [own.group.id] },
  'its task': { taskIds: [own.given.id] },
  both: { taskIds: [own.given.id], groupIds: [own.group.id] },
};

/**
 * The operations, by `operationId`, that a limited key may call, and those for everyone. Check each new one before you
 * add it: everything that it shows and does must respect the limits.
 */
const reached = [
  ...['createFirstAdmin', 'getCalendar', 'getSettings'],
  ...['cancelUpload', 'completeUpload', 'createUpload', 'deleteDocument', 'putDocument'],
  ...['addAttachment', 'changeAttachment', 'createAttachmentUrl', 'createAttachmentUrls', 'deleteAttachment'],
  ...['listAttachmentVersions', 'listTaskAttachments'],
  ...['countIssuedUrls', 'countTaskReaders', 'examineDocument', 'getTaskStaff', 'getMe', 'getTask'],
  ...['getTaskReadersNow'],
  ...['compareDecisions', 'createDescriptionUrl', 'createDescriptionUrls', 'createGrantedUrls'],
  ...['getTaskSettings'],
  ...['listTaskStaff', 'listDocumentLanguages', 'listDocumentVersions', 'listIssuedUrls'],
  ...['listTaskDocuments', 'listTasks', 'restoreDocumentVersion', 'watchTask'],
].toSorted();

for (const [what, limits] of Object.entries(limitedTo)) {
  describe(`a key that is limited to ${what}`, async () => {
    const { send } = await program(limitedScopes, 'Limited', limits);

    it('finds objects beyond its limits as if they did not exist, in every operation, and changes none of them', async () => {
      await send('GET /api/v1/me'); // records the use of the key
      const before = await rowsOf(core);
      let requests = 0;
      for (const operation of asked) {
        for (const [place, kind] of placesOf(operation)) {
          const askWith = (id: string) =>
            ask(operation, send, (each, ofKind) => (each === place ? id : ids.own[ofKind]));
          if (operation.operationId === 'createGrantedUrls') continue; // creates accounts for its readers
          const isOwn = ['task', 'version', 'attachment', 'account'].includes(kind);
          for (const id of [ids.foreign[kind], ...(isOwn ? [] : [ids.own[kind]])]) {
            const [{ items: _, ...got }, { items: __, ...unknown }] = [
              await askWith(id),
              await askWith(newId()),
            ];
            if (kind === 'group' && id === own.group.id && 'groupIds' in limits) continue;
            assert.deepEqual(got, unknown, `${operation.operationId} ${place}`);
            requests += 1;
          }
        }
      }
      assert.ok(requests > 100, `${requests}`);
      assert.equal(await rowsOf(core), before);
    });

    it('sees nothing beyond its limits in any reply, and reaches what it is for', async () => {
      const got = new Map<string, Awaited<ReturnType<typeof ask>>>();
      const isReached = new Set<string>();
      for (const operation of asked) {
        for (const [world, isInQuery] of [
          [ids.foreign, everyId],
          [ids.own, everyId],
          [ids.own, taskIdAlone],
          [ids.own, noId],
        ] as const) {
          const reply = await ask(operation, send, (_, kind: IdKind) => world[kind], isInQuery);
          if (reply.isReached) isReached.add(operation.operationId);
          const shown = beyond.filter((mark) => reply.text.includes(mark));
          assert.deepEqual(shown, [], operation.operationId);
          got.set(operation.operationId, reply);
        }
      }
      assert.deepEqual([...isReached].toSorted(), reached);
      for (const operation of ['getTask', 'getTaskSettings', 'listTasks', 'createDescriptionUrls']) {
        assert.equal(got.get(operation)?.status, 200, operation);
      }
      assert.equal(got.get('getTask')?.text.includes('Inner task'), true);
      assert.deepEqual(pluck(got.get('listTasks')?.items, 'taskId'), [own.given.id]);
    });
  });
}

describe('the marks of objects beyond the limits', () => {
  it('come back to a key without limits', async () => {
    const { send } = await program(limitedScopes);
    const shown = new Set<string>();
    for (const operation of asked) {
      const { text } = await ask(operation, send, (_, kind) => ids.foreign[kind], noId);
      if (text.includes('Outer')) shown.add(operation.operationId);
    }
    for (const operation of ['getTask', 'listTasks', 'listGroups', 'listContests', 'listTaskUsages']) {
      assert.ok(shown.has(operation), `${operation} of ${[...shown]}`);
    }
  });
});
