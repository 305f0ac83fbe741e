import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import { keepKeys } from '../../web/src/lib/server/kept-keys.ts';

const made = () => Response.json({ groupId: '1' }, { status: 201 });
const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const refused = () => Response.json({ code: 'rate-limited' }, { status: 429 });
/** The head of a reply, with a part of its body. */
const cutOff = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{"groupId"'));
        controller.error(new TypeError('network error'));
      },
    }),
    { status: 201 },
  );

/** The web app's client with these replies of a server; and the keys that it sent. */
function connect(...answers: ReadonlyArray<() => Response | Promise<Response>>) {
  const keys: Array<string | null> = [];
  const send = (async (_input, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    return (answers[keys.length - 1] ?? made)();
  }) as typeof fetch;
  const client = createLecternClient({ baseUrl: 'https://a', fetch: keepKeys(send), attempts: 1 });
  /** Whether it succeeded. */
  const press = (name: string) =>
    client.post('/api/v1/groups', { body: { name } }).then(
      () => true,
      () => false,
    );
  return { client, keys, press };
}

describe('a press that creates something', () => {
  for (const [title, answer] of [
    ['no reply arrived', lost],
    ['the reply broke off', cutOff],
    ['the server refused it temporarily', refused],
  ] as const) {
    it(`repeats the key of the previous one when ${title}`, async () => {
      const { keys, press } = connect(answer, answer);
      const outcomes = [await press('A'), await press('A'), await press('A')];
      assert.deepEqual(outcomes, [false, false, true]);
      assert.deepEqual(new Set(keys).size, 1);
    });
  }

  it('has a new key after a reply', async () => {
    const { keys, press } = connect(lost, made);
    for (let presses = 1; presses <= 3; presses++) await press('A');
    assert.equal(keys[0], keys[1]);
    assert.notEqual(keys[2], keys[1]);
  });

  it('has a new key for other content, and the old key for the old content', async () => {
    const { keys, press } = connect(lost);
    for (const name of ['A', 'B', 'A']) await press(name);
    assert.equal(keys[2], keys[0]);
    assert.notEqual(keys[1], keys[0]);
  });

  it('has a new key while one with the same content is pending', async () => {
    const { keys, press } = connect(lost, made);
    await Promise.all([press('A'), press('A')]);
    assert.notEqual(keys[1], keys[0]);
  });

  it('has a new key an hour later', async (t) => {
    t.mock.timers.enable({ apis: ['Date'] });
    const { keys, press } = connect(lost, lost);
    await press('A');
    t.mock.timers.tick(60 * 60 * 1000 - 1);
    await press('A');
    t.mock.timers.tick(1);
    await press('A');
    assert.equal(keys[1], keys[0]);
    assert.notEqual(keys[2], keys[0]);
  });
});

it('requests that create nothing have no key', async () => {
  const { client, keys } = connect();
  await client.patch('/api/v1/groups/{groupId}', { path: { groupId: '1' }, body: { name: 'A' } });
  assert.deepEqual(keys, [null]);
});
