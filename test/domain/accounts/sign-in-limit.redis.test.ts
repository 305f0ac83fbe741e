import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { createAccountLimits } from '../../../src/domain/accounts/account-limits.ts';
import { connectRedisLimiters } from '../../../src/domain/accounts/redis-limiters.ts';
import { createSignInLimits } from '../../../src/domain/accounts/sign-in-limit.ts';
import { startRedis } from '../../servers/redis.ts';
import { trySignIn } from '../../support/api-client.ts';
import { freePorts } from '../../support/ports.ts';
import { startServer, waitUntil } from '../../support/server-process.ts';
import { guessAtOnce, trySignIn as tryHere } from '../../support/sign-ins.ts';

const redis = await startRedis();
after(() => redis.stop());

/** The limits of one instance, and its log. */
async function openInstance(url = redis.url) {
  const said: Array<string> = [];
  const say = (_facts: object, message: string) => void said.push(message);
  const limiters = await connectRedisLimiters(url, { info: say, warn: say });
  after(limiters.close);
  const ofAccounts = { freshUrlsPerMinute: 20, uploadsPerMinute: 1, workPerMinute: 1 };
  return {
    limits: createSignInLimits(limiters.openLimiter),
    accountLimits: createAccountLimits({ ...ofAccounts, openLimiter: limiters.openLimiter }),
    said,
  };
}

let people = 0;
const somebody = () => ({
  address: Uint8Array.of(192, 0, 2, ++people),
  email: `person${people}@example.org`,
});

/** Two instances that are connected to Redis: what one counts, the other knows. */
async function openTwo() {
  const [one, other] = [await openInstance(), await openInstance()];
  await waitUntil('both to share', async () => {
    const probe = somebody();
    await guessAtOnce(one.limits, 10, () => probe);
    return (await tryHere(other.limits, 'right', probe)) !== 'right';
  });
  return { one, other };
}

const gone = /^Redis does not answer/;
const back = /^Redis answers again/;

describe('the limits of accounts with Redis', () => {
  it('are shared: what an account does on one instance counts on the other', async () => {
    const { one, other } = await openTwo();
    await one.accountLimits.take('fresh-urls', 'ann', 60);
    await other.accountLimits.take('fresh-urls', 'ann', 40);
    await assert.rejects(one.accountLimits.take('fresh-urls', 'ann', 1), { code: 'rate-limited' });
    await assert.rejects(other.accountLimits.take('fresh-urls', 'ann', 1), { code: 'rate-limited' });
    await one.accountLimits.take('fresh-urls', 'ben', 100);
  });
});

describe('the limits on signing in with Redis', () => {
  it('are shared: failures on any instance count, and a success forgets them on all', async () => {
    const { one, other } = await openTwo();
    const ann = somebody();
    assert.equal(await guessAtOnce(one.limits, 5, () => ann), 5);
    assert.equal(await guessAtOnce(other.limits, 4, () => ann), 4);
    assert.equal(await tryHere(one.limits, 'right', ann), 'right');
    assert.equal(await guessAtOnce(other.limits, 5, () => ann), 5);
    assert.equal(await guessAtOnce(one.limits, 20, () => ann), 5);
    for (const { limits } of [one, other]) {
      const refused = await tryHere(limits, 'right', ann);
      assert.ok(typeof refused === 'object' && refused.waitSeconds >= 1 && refused.waitSeconds <= 5);
    }
    assert.deepEqual(
      one.said.filter((line) => !gone.test(line) && !back.test(line)),
      [],
    );
  });

  it('let through ten of a thousand guesses that reach both instances at once, and a whole class', async () => {
    const { one, other } = await openTwo();
    const ann = somebody();
    const beganMs = performance.now();
    const [atOne = 0, atOther = 0] = await Promise.all(
      [one, other].map(({ limits }) => guessAtOnce(limits, 500, () => ann)),
    );
    // biome-ignore lint/plugin: Redis keeps real time, so one more guess follows when a wait of 5, 10, 20… seconds is over
    const waitsOver = Math.floor(Math.log2((performance.now() - beganMs) / 5000 + 1));
    assert.ok(atOne + atOther >= 10 && atOne + atOther <= 10 + waitsOver, `${atOne} + ${atOther}`);
    const { address } = ann;
    const signedIn = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        tryHere((at % 2 ? one : other).limits, 'right', { ...somebody(), address }),
      ),
    );
    assert.deepEqual(new Set(signedIn), new Set(['right']));
  });

  it('count in each process while Redis is down, which is logged once, and are shared again when it is back', async () => {
    const { one, other } = await openTwo();
    one.said.length = 0;
    await one.limits.signIn({ ...somebody(), device: undefined }, redis.stop);
    const ann = somebody();
    assert.equal(await guessAtOnce(one.limits, 20, () => ann), 10);
    assert.equal(await guessAtOnce(other.limits, 20, () => ann), 10);
    assert.equal(one.said.length, 1);
    assert.match(one.said[0] ?? '', gone);

    await redis.start();
    await waitUntil('Redis to be found', () => one.said.length === 2 && back.test(other.said.at(-1) ?? ''));
    assert.match(one.said[1] ?? '', back);
    const bob = somebody();
    await guessAtOnce(one.limits, 10, () => bob);
    assert.notEqual(await tryHere(other.limits, 'right', bob), 'right');
  });

  it('wait about a second for a Redis that hangs, and then no more', { timeout: 10_000 }, async () => {
    const { one } = await openTwo();
    redis.hang();
    one.said.length = 0;
    const ann = somebody();
    for (let at = 0; at < 10; at += 1) await tryHere(one.limits, 'wrong', ann); // more than thirty commands
    assert.notEqual(await tryHere(one.limits, 'right', ann), 'right');
    assert.deepEqual(one.said.length, 1);
    assert.match(one.said[0] ?? '', gone);
    redis.goOn();
    await waitUntil('Redis to be found', () => back.test(one.said.at(-1) ?? ''));
  });

  it('count in the process when the Redis server never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    after(() => silent.close());
    const { limits, said } = await openInstance(
      `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    );
    const ann = somebody();
    assert.equal(await guessAtOnce(limits, 20, () => ann), 10);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', gone);
  });
});

describe('a server', () => {
  it('starts and signs people in while Redis is absent, and logs that once', async () => {
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
