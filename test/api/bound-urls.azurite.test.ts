import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openBooklets } from '../../src/features/booklets/parts.ts';
import { startAzurite } from '../servers/azurite.ts';
import { newAzureContainer } from '../servers/buckets.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { hourMs } from '../support/settable-clock.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const testApp = await openTestApp({
  ...(await newAzureContainer(azurite)),
  LECTERN_TRUSTED_PROXIES: '127.0.0.1',
  LECTERN_BIND_URLS: 'networks',
});
const { core, clock, person, task, publish, contest: newContest } = testApp;
// Azure knows the true time.
clock.set(Date.now());
const [teacher, student] = [await person('teacher'), await person()];
const { id: taskId } = await task(teacher);
await publish({ id: taskId }, teacher);
const networks = JSON.stringify([{ network: '192.0.2.0/24' }, { network: '2001:db8:1::/64' }]);
const times = { startsAt: Date.now() - hourMs, endsAt: Date.now() + hourMs };
const people = { participants: [student], tasks: [{ id: taskId }] };
const contest = await newContest(teacher, { ...times, networks, ...people });
const { booklets, bookletMaker } = openBooklets(core);
const booklet = await booklets.request({
  ...{ owner: { kind: 'contest', id: contest.id }, language: 'en' },
  ...{ askedBy: teacher.id, oddPages: false, includesUpcoming: false, timeZone: 'UTC' },
});
await bookletMaker.make(booklet, new AbortController().signal);
const path = `/api/v1/contests/${contest.id}`;

type Asker = Pick<typeof student, 'send'>;
const ask = (route: string, address: string, { send }: Asker = student, body?: unknown) =>
  send(route, body, { 'x-forwarded-for': address });
const clientOf = (url: string) => new URL(url).searchParams.get('sip');

describe('with LECTERN_BIND_URLS=networks and a storage that binds IPv4 addresses only', () => {
  const routes = [
    ['GET', `/api/v1/tasks/${taskId}`, 'descriptionPdfUrl'],
    ['POST', `/api/v1/tasks/${taskId}/description-url`, 'descriptionPdfUrl'],
    ['POST', `${path}/booklet-url`, 'url'],
  ] as const;

  for (const [method, route, field] of routes) {
    it(`${method} ${route.replaceAll(/[0-9a-f-]{20,}/g, '{id}')} binds the URL, or names the address over IPv6`, async () => {
      const inside = await ask(`${method} ${route}`, '192.0.2.7');
      assert.equal(inside.status, 200, inside.text);
      assert.equal(clientOf(inside.body[field]), '192.0.2.7');
      assert.equal((await fetch(inside.body[field])).status, 200);
      const refused = await ask(`${method} ${route}`, '2001:db8:1::7');
      assertProblem(refused, 403, 'address-unsupported');
      assert.equal(refused.body.address, '2001:db8:1::7');
      assertProblem(await ask(`${method} ${route}`, '198.51.100.7'), 403, 'wrong-place');
    });
  }

  it('a batch refuses the item, and not the request', async () => {
    const { status, body } = await ask('POST /api/v1/description-urls', '2001:db8:1::7', student, {
      taskIds: [taskId],
    });
    assert.deepEqual([status, body.items[0].problem.code], [200, 'address-unsupported']);
    assert.equal(body.items[0].descriptionPdfUrl, undefined);
  });

  it('the contest lists its tasks over IPv6 too, because only the links need IPv4', async () => {
    const { body } = await ask(`GET ${path}/tasks`, '2001:db8:1::7');
    assert.deepEqual(
      body.items.map((item: { taskId: string }) => item.taskId),
      [taskId],
    );
  });

  it('an explanation says that the reader gets no link over IPv6', async () => {
    const explained = async (address: string, { id } = student) => {
      const query = new URLSearchParams({ userId: id, address });
      return (await teacher.send(`GET /api/v1/tasks/${taskId}/access?${query}`)).body;
    };
    const inside = await explained('192.0.2.7');
    assert.deepEqual([inside.decision.allowed, inside.canGetUrl], [true, true]);
    assert.match(inside.message, /^May read it until \S+Z\.$/);
    const overIpv6 = await explained('2001:db8:1::7');
    assert.deepEqual([overIpv6.decision.allowed, overIpv6.canGetUrl], [true, false]);
    assert.match(overIpv6.message, /^May read it until \S+Z\. Gets no link at this address: .* IPv4 only\.$/);
    assert.equal((await explained('198.51.100.7')).canGetUrl, false);
    assert.equal((await explained('2001:db8:1::7', teacher)).canGetUrl, true);
  });

  it('staff get a URL that works everywhere', async () => {
    const { body, text } = await ask(`GET /api/v1/tasks/${taskId}`, '2001:db8:1::7', teacher);
    assert.ok(body.descriptionPdfUrl, text);
    assert.equal(clientOf(body.descriptionPdfUrl), null);
  });

  it('clients can read how URLs are bound', async () => {
    assert.equal((await ask('GET /api/v1/settings', '192.0.2.7')).body.urlBinding, 'ipv4');
  });
});
