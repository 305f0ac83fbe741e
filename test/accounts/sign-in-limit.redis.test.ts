import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { connectRedisLimiters } from '../../src/accounts/redis-limiters.ts';
import { createSignInLimit, type SignInLimit } from '../../src/accounts/sign-in-limit.ts';
import { startRedis } from '../servers/redis.ts';
import { trySignIn } from '../support/api-client.ts';
import { freePorts } from '../support/ports.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const redis = await startRedis();
after(() => redis.stop());

/** The limit as one instance has it, with what it says in its log. */
async function openInstance(url = redis.url) {
  const said: Array<string> = [];
  const say = (_facts: object, message: string) => void said.push(message);
  const limiters = await connectRedisLimiters(url, { info: say, warn: say });
  after(limiters.close);
  return { limit: createSignInLimit(limiters.openLimiter), said };
}

let people = 0;
const somebody = () => ({ address: `192.0.2.${++people}`, email: `person${people}@example.org` });
const limited = { code: 'rate-limited' };

async function fail(limit: SignInLimit, times: number, attempt: { address: string; email: string }) {
  for (let at = 0; at < times; at += 1) await limit.begin(attempt);
}

/** Two instances that have found Redis: what one counts, the other knows. */
async function openTwo() {
  const [one, other] = [await openInstance(), await openInstance()];
  await waitUntil('both to share', async () => {
    const probe = somebody();
    await fail(one.limit, 10, probe);
    return other.limit.begin(probe).then(
      () => false,
      () => true,
    );
  });
  return { one, other };
}

const gone = /^Redis does not answer/;
const back = /^Redis answers again/;

describe('the sign-in limit with Redis', () => {
  it('is shared: failures count wherever they happen, and a success forgets them everywhere', async () => {
    const { one, other } = await openTwo();
    const ann = somebody();
    await fail(one.limit, 5, ann);
    await fail(other.limit, 4, ann);
    await (await one.limit.begin(ann)).succeeded();
    await fail(other.limit, 5, ann);
    await fail(one.limit, 5, ann);
    await assert.rejects(one.limit.begin(ann), limited);
    await assert.rejects(
      other.limit.begin(ann),
      (error: { code: string; facts: { retryAfterSeconds: number } }) => {
        assert.equal(error.code, 'rate-limited');
        assert.ok(error.facts.retryAfterSeconds > 800 && error.facts.retryAfterSeconds <= 900);
        return true;
      },
    );
    assert.deepEqual(
      one.said.filter((line) => !gone.test(line) && !back.test(line)),
      [],
    );
  });

  it('counts in each process while Redis is gone, says so once, and shares again when it is back', async () => {
    const { one, other } = await openTwo();
    one.said.length = 0;
    const attempt = await one.limit.begin(somebody());
    await redis.stop();
    await attempt.succeeded();
    const ann = somebody();
    await fail(one.limit, 10, ann);
    await assert.rejects(one.limit.begin(ann), limited);
    await fail(other.limit, 10, ann);
    assert.equal(one.said.length, 1);
    assert.match(one.said[0] ?? '', gone);

    await redis.start();
    await waitUntil('Redis to be found', () => one.said.length === 2 && back.test(other.said.at(-1) ?? ''));
    assert.match(one.said[1] ?? '', back);
    const bob = somebody();
    await fail(one.limit, 10, bob);
    await assert.rejects(other.limit.begin(bob), limited);
  });

  it('waits for a Redis that hangs once for about a second, and not again', { timeout: 10_000 }, async () => {
    const { one } = await openTwo();
    redis.hang();
    one.said.length = 0;
    const ann = somebody();
    await fail(one.limit, 10, ann); // twenty commands
    await assert.rejects(one.limit.begin(ann), limited);
    assert.deepEqual(one.said.length, 1);
    assert.match(one.said[0] ?? '', gone);
    redis.goOn();
    await waitUntil('Redis to be found', () => back.test(one.said.at(-1) ?? ''));
  });

  it('counts in the process when what listens there never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    after(() => silent.close());
    const { limit, said } = await openInstance(`redis://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const ann = somebody();
    await fail(limit, 10, ann);
    await assert.rejects(limit.begin(ann), limited);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', gone);
  });
});

describe('a server', () => {
  it('starts and signs people in while Redis is absent, and says so once', async () => {
    const [port] = await freePorts();
    const server = await startServer('demo', { REDIS_URL: `redis://:s3cret@127.0.0.1:${port}` });
    after(() => server.end());
    for (let at = 0; at < 3; at += 1) {
      assert.equal((await trySignIn(server.apiUrl, 'student')).status, 200);
      assert.equal((await trySignIn(server.apiUrl, 'student', 'wrong')).status, 401);
    }
    assert.equal(server.output().match(/Redis does not answer/g)?.length, 1);
    assert.doesNotMatch(server.output(), /s3cret/);
    assert.equal((await server.stop()).code, 0);
  });
});
