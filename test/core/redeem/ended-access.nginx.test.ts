import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startNginxFiles } from '../../servers/nginx-files.ts';
import { openTestApp, type Program, type Reply } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const { core, clock, dataDir, person, program, task, publish, group } = await openTestApp();
const { revocations, apiKeys } = core;
clock.set(Date.now()); // nginx uses the real clock
const teacher = await person('teacher');
const judge = await program(['grant', 'sync'], 'Judge');

type Nginx = Awaited<ReturnType<typeof startNginxFiles>>;

/** A task of a group whose members have to wait, and staff of the group. */
async function staffOfGroup() {
  const given = await task(teacher);
  await publish(given, teacher);
  const reader = await person();
  const opensAt = clock.nowMs() + hourMs;
  const { id } = await group(teacher, { staff: [reader], tasks: [given], opensAt });
  const demote = () =>
    judge.send(`PUT /api/v1/groups/${id}/members`, {
      members: [
        { userId: teacher.id, role: 'staff' },
        { userId: reader.id, role: 'member' },
      ],
    });
  return { read: () => reader.send(`GET /api/v1/tasks/${given.id}`), demote };
}

/** A task, and a key that gets URLs of it for others. */
async function leakedKey() {
  const given = await task(teacher);
  await publish(given, teacher);
  const [leaked, reader] = [await program(['grant'], 'Leaked'), { externalId: 'pupil-1' }];
  const ask = ({ send }: Program) =>
    send('POST /api/v1/granted-urls', { items: [{ taskId: given.id, reader }] });
  return { leaked, ask };
}

const urlsIn = ({ status, body }: Reply): ReadonlyArray<string> => {
  if (status !== 200) return [];
  const items: ReadonlyArray<{ descriptionPdfUrl?: string }> = body.items ?? [body];
  return items.flatMap(({ descriptionPdfUrl }) => descriptionPdfUrl ?? []);
};

describe('nginx refuses URLs of ended access', () => {
  let nginx: Nginx;
  before(async () => {
    await revocations.load(); // creates the folder that nginx reads
    nginx = await startNginxFiles({ dataDir });
  });
  after(() => nginx.stop());

  const statusOf = async (url: string | undefined) => {
    const { pathname, search } = new URL(url as string);
    const reply = await fetch(`http://127.0.0.1:${nginx.port}${pathname}${search}`);
    const body = await reply.text();
    return reply.status === 200 ? 200 : JSON.parse(body).code;
  };

  /** Requests before, during and after a change, whose URLs must all be refused afterwards. */
  async function race(ask: () => Promise<Reply>, takeAway: () => Promise<unknown>): Promise<number> {
    const replies: Array<Promise<Reply>> = [];
    const askMany = () => replies.push(...Array.from({ length: 10 }, ask));
    askMany();
    await replies[0];
    askMany();
    const taken = takeAway();
    askMany();
    await taken;
    askMany();
    const urls = new Set((await Promise.all(replies)).flatMap(urlsIn));
    for (const url of urls) assert.equal(await statusOf(url), 'url-revoked');
    return urls.size;
  }

  it('when they were signed during the change', async () => {
    let urls = 0;
    for (let round = 0; round < 10; round += 1) {
      const { read, demote } = await staffOfGroup();
      urls += await race(read, demote);
      const { leaked, ask } = await leakedKey();
      const [byOther] = urlsIn(await ask(judge));
      urls += await race(
        () => ask(leaked),
        () => apiKeys.revoke(leaked.id),
      );
      assert.equal(await statusOf(byOther), 200, 'another key asked for it');
    }
    assert.ok(urls >= 20, `${urls} URLs were given`);
  });
});
