import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../src/lib/ids.ts';
import { createApiPeople } from '../support/api-world.ts';
import { openTestApp, type Send } from '../support/app.ts';
import { byRunSeed, sampled } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';
import { type IdKind, idKindOf, type Operation, operations } from './api-operations.ts';
import { createExampleRequests, idsOf, rowsOf } from './example-requests.ts';

const testApp = await openTestApp();
const { core, clock } = testApp;
const [mine, others] = [await createApiPeople(testApp), await createApiPeople(testApp)];
const [own, foreign] = [idsOf(await mine.makeWorld()), idsOf(await others.makeWorld())];
const { admin: _, program: _program, ...senders } = mine.senders;
const { requestOf, placesOf } = createExampleRequests({
  nowMs: clock.nowMs(),
  email: mine.people.outsider.email,
});

async function ask(operation: Operation, send: Send, place: string, id: string) {
  const { route, body } = requestOf(operation, (name, kind) => (name === place ? id : own[kind]));
  const { status, text } = await send(route, body);
  return { status, text: text.replaceAll(id, '<id>').replace(/"requestId":"[^"]*"|^retry: \d+/, '') };
}

const probed = sampled(
  operations.filter((each) => placesOf(each).size > 0),
  sized(4, 1, 16),
);

it('every id in a path is known to these tests', () => {
  const names = operations.flatMap(({ path }) =>
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  );
  // Those who may ask for the record of a URL are tested with its records; `kind` is a word.
  const unknown = names.filter((name) => !idKindOf(name) && !['language', 'kind', 'issueId'].includes(name));
  assert.deepEqual(unknown, []);
});

describe(`the id of something of others, by ${byRunSeed}`, () => {
  for (const operation of probed) {
    it(`is like an unknown one, for everyone, to ${operation.operationId}`, async () => {
      let requests = 0;
      const before = await rowsOf(core);
      for (const [place, kind] of placesOf(operation)) {
        for (const [role, send] of Object.entries(senders)) {
          const unknown = await ask(operation, send, place, newId());
          // The ids of signing keys have another form, and get 400 instead of 404.
          const unlike = Object.keys(foreign).filter((other) => other !== kind && other !== 'key');
          for (const each of [kind, ...unlike]) {
            const got = await ask(operation, send, place, foreign[each as IdKind]);
            assert.deepEqual(got, unknown, `${role} with a ${each} as ${place}`);
            requests += 1;
          }
        }
      }
      assert.ok(requests >= placesOf(operation).size * Object.keys(senders).length, `${requests} requests`);
      assert.equal(await rowsOf(core), before, 'something was changed');
    });
  }
});
