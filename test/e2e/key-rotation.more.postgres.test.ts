import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { type ApiClient, createClient, send, signIn, targetOf, taskTitled } from '../support/api-client.ts';
import { newFolder, type ServerProcess, startServer, waitUntil } from '../support/server-process.ts';
import { newDatabaseSettings } from '../support/test-database.ts';

const dataDir = await newFolder();
await rm(dataDir, { recursive: true }); // the demo needs a folder that does not exist
const shared = {
  ...(await newDatabaseSettings()),
  LECTERN_DATA_DIR: dataDir,
  LECTERN_SIGNING_KEYS_SECRET: randomBytes(32).toString('base64url'),
};
const first = await startServer('demo', shared);
const second = await startServer('serve', shared);
after(async () => {
  await Promise.all([first.end(), second.end()]);
  await rm(dataDir, { recursive: true });
});
const servers = [first, second];

const { token } = await signIn(first.apiUrl, 'student');
const clients = servers.map(({ apiUrl }) => createClient(apiUrl, token));
const taskId = await taskTitled(clients[0] as ApiClient, 'Sum of Squares');
const keyOf = (url: string) => new URL(url).searchParams.get('kid') as string;
const statusAt = async ({ filesUrl }: ServerProcess, url: string) =>
  (await send(filesUrl, targetOf(url))).status;

async function lectern(...args: ReadonlyArray<string>): Promise<string> {
  const { code, stdout, stderr } = await second.lectern(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** Requests URLs from both servers until the step is done, and opens each URL at both concurrently. */
async function underRequests(step: (signers: ReadonlyArray<string>) => Promise<void>) {
  const urls: Array<string> = [];
  const refused: Array<string> = [];
  const signers = ['', ''];
  let done = false;
  const work = clients.map(async (client, at) => {
    while (!done) {
      const { descriptionPdfUrl } = await client.task(taskId);
      const issued = [await client.freshUrl(taskId), descriptionPdfUrl as string];
      signers[at] = keyOf(issued[0] as string);
      for (const url of [...issued, ...urls.slice(0, 5)]) {
        const statuses = await Promise.all(servers.map((server) => statusAt(server, url)));
        if (statuses.some((status) => status !== 200)) refused.push(`${statuses} for ${url}`);
      }
      urls.push(...issued);
    }
  });
  try {
    await step(signers);
  } finally {
    done = true;
    await Promise.all(work);
  }
  assert.deepEqual(refused, []);
  return urls;
}

describe('the signing keys in the database, with two running servers', () => {
  let oldUrl = '';

  it('rotate: both sign with the new key after a while, and not one URL fails at either', async () => {
    oldUrl = await (clients[0] as ApiClient).freshUrl(taskId);
    const old = keyOf(oldUrl);
    let added = '';
    const urls = await underRequests(async (signers) => {
      const said = await lectern('keys', 'rotate');
      added = /The key (\w+) signs new URLs from 2\d{3}-\S+Z on\./.exec(said)?.[1] ?? assert.fail(said);
      // Both before the new key signs, which takes seconds.
      const [listed, early] = await Promise.all([
        lectern('keys', 'list'),
        second.lectern(['keys', 'remove', old]),
      ]);
      assert.match(listed, new RegExp(`^${added} .*verifies, signs from 2\\d{3}-`, 'm'));
      assert.equal(early.code, 1);
      assert.match(early.stderr, /is still the only key that signs\. Remove it after 2/);
      await waitUntil('both servers to sign with the new key', () => signers.every((id) => id === added));
    });
    assert.deepEqual(new Set(urls.map(keyOf)), new Set([old, added]));
    const keys: ReadonlyArray<{ id: string; signs: boolean }> = JSON.parse(
      await lectern('keys', 'list', '--json'),
    );
    assert.deepEqual(
      keys.map(({ id, signs }) => [id, signs]),
      [
        [added, true],
        [old, false],
      ],
    );
  });

  it('are removed: both refuse the URLs of that key within seconds, and those of the other still work', async () => {
    assert.deepEqual(await Promise.all(servers.map((server) => statusAt(server, oldUrl))), [200, 200]);
    await underRequests(async () => {
      await lectern('keys', 'remove', keyOf(oldUrl));
      await waitUntil('both servers to refuse the old URL', async () => {
        const statuses = await Promise.all(servers.map((server) => statusAt(server, oldUrl)));
        return statuses.every((status) => status === 403);
      });
    });
  });
});
