import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { parseAddress } from 'lectern-signing';
import { createSignInLimits, type SignInLimits } from '../../../src/domain/accounts/sign-in-limit.ts';
import type { IpAddress } from '../../../src/lib/client-address.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import { guessAtOnce, guessInRounds, outcomeOf, trySignIn, wrongPassword } from '../../support/sign-ins.ts';
import { letTimeStandStill } from '../../support/stand-still.ts';
import { sized } from '../../support/test-size.ts';

const ann = { address: parseAddress('192.0.2.1'), email: 'ann@example.org' };
const school = Uint8Array.of(198, 51, 100, 7);
const elsewhere = (at: number) => Uint8Array.of(203, 0, 113, at);

/** The whole class at once, with correct passwords. Returns the outcomes of the attempts. */
const classSignsIn = (limits: SignInLimits, addressOf: (at: number) => IpAddress | undefined) =>
  Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      trySignIn(limits, 'right', { address: addressOf(at), email: `pupil-${at}@example.org` }),
    ),
  );

describe('a class signs in at once', () => {
  letTimeStandStill();

  for (const [from, addressOf] of [
    ['one IPv4 address', () => school],
    ['one IPv6 /64', (at: number) => parseAddress(`2001:db8:5:7::${at.toString(16)}`)],
  ] as const) {
    it(`from ${from}, again and again`, async () => {
      const limits = createSignInLimits();
      for (let lesson = 0; lesson < 5; lesson++) {
        assert.deepEqual(new Set(await classSignsIn(limits, addressOf)), new Set(['right']));
      }
    });

    it(`from ${from} while a pupil there guesses: 100 times at one account, and at ten others`, async () => {
      const limits = createSignInLimits();
      const guessing = (email: string) =>
        guessAtOnce(limits, 100, (at) => ({ address: addressOf(at), email }));
      await guessing('ann@example.org');
      for (let at = 0; at < 10; at++) await guessing(`bob-${at}@example.org`);
      assert.deepEqual(new Set(await classSignsIn(limits, addressOf)), new Set(['right']));
    });
  }
});

describe('a computer room signs in to one account at once', () => {
  letTimeStandStill();

  for (const [from, addressOf] of [
    ['one address', () => school],
    ['different addresses', elsewhere],
  ] as const) {
    it(`from ${from}, again and again`, async () => {
      const limits = createSignInLimits();
      for (let lesson = 0; lesson < 5; lesson++) {
        const signIns = Array.from({ length: 128 }, (_, at) =>
          trySignIn(limits, 'right', { address: addressOf(at), email: 'room@example.org' }),
        );
        assert.deepEqual(new Set(await Promise.all(signIns)), new Set(['right']));
      }
    });
  }

  it('while the server cannot check a password, and again when it can', async () => {
    const limits = createSignInLimits();
    const who = { address: school, email: 'room@example.org' };
    const failing = Array.from({ length: 128 }, () =>
      limits.signIn({ ...who, device: undefined }, async () => {
        throw new LecternError('unavailable', 'Try again.');
      }),
    );
    for (const { reason } of (await Promise.allSettled(failing)) as Array<PromiseRejectedResult>) {
      assert.equal(reason.code, 'unavailable');
    }
    assert.equal(await trySignIn(limits, 'right', who), 'right');
  });
});

describe('guesses', () => {
  letTimeStandStill();

  it('at an account from one address are limited to ten, even a thousand at once', async () => {
    const limits = createSignInLimits();
    assert.equal(await guessAtOnce(limits, 1000, () => ann), 10);
    assert.deepEqual(await trySignIn(limits, 'right', ann), { waitSeconds: 5 });
  });

  it('at an account from one IPv6 /64 are limited to ten', async () => {
    const limits = createSignInLimits();
    const fromHost = (at: number) => ({ ...ann, address: parseAddress(`2001:db8::${at.toString(16)}`) });
    assert.equal(await guessAtOnce(limits, 1000, fromHost), 10);
    assert.equal(
      await trySignIn(limits, 'right', { ...ann, address: parseAddress('2001:db8:0:1::1') }),
      'right',
    );
  });

  it('at an account from everywhere are limited to a hundred', async () => {
    const limits = createSignInLimits();
    const from = (at: number) => ({ ...ann, address: Uint8Array.of(10, 0, at >> 8, at & 255) });
    assert.equal(await guessAtOnce(limits, 1000, from), 100);
  });

  it('from one address at any accounts are limited to five hundred', async () => {
    const limits = createSignInLimits();
    const at = (account: number) => ({ address: school, email: `pupil-${account}@example.org` });
    assert.equal(await guessInRounds(limits, 10, at), 500);
    assert.equal(await trySignIn(limits, 'right', ann), 'right');
  });

  it('count for one account however its e-mail address is spelled', async () => {
    const limits = createSignInLimits();
    const spellings = ['ann@example.org', ' Ann@Example.ORG '];
    assert.equal(
      await guessAtOnce(limits, 100, (at) => ({ ...ann, email: spellings[at % 2] as string })),
      10,
    );
  });

  it('wait 5 s after the tenth, then twice as long after each, up to a quarter of an hour', async () => {
    const limits = createSignInLimits();
    await guessAtOnce(limits, 10, () => ann);
    for (const waitSeconds of [5, 10, 20, 40, 80, 160, 320, 640, 900]) {
      assert.deepEqual(await trySignIn(limits, 'right', ann), { waitSeconds });
      mock.timers.tick(waitSeconds * 1000 - 1);
      assert.deepEqual(await trySignIn(limits, 'right', ann), { waitSeconds: 1 });
      mock.timers.tick(1);
      assert.equal(await guessAtOnce(limits, 100, () => ann), 1, `after ${waitSeconds} s`);
    }
  });

  it('every second are limited to twenty in each hour', async () => {
    const limits = createSignInLimits();
    for (let hour = 0; hour < sized(1, 24); hour++) {
      let checked = 0;
      for (let second = 0; second < 60 * 60; second++) {
        if ((await trySignIn(limits, 'wrong', ann)) === 'wrong') checked++;
        mock.timers.tick(1000);
      }
      assert.ok(checked >= 10 && checked <= 20, `${checked} in hour ${hour}`);
    }
  });
});

describe('the owner of an account that others guess at', () => {
  letTimeStandStill();

  it('signs in from another address', async () => {
    const limits = createSignInLimits();
    await guessAtOnce(limits, 1000, () => ({ ...ann, address: elsewhere(1) }));
    assert.equal(await trySignIn(limits, 'right', ann), 'right');
  });

  it('signs in from a known browser, even at the same address, however many others guess', async () => {
    const limits = createSignInLimits();
    for (let at = 0; at < 100; at++) {
      await guessAtOnce(limits, 20, () => ({ ...ann, address: elsewhere(at) }));
    }
    await guessInRounds(limits, 10, (at) => ({ ...ann, email: `user-${at}@example.org` }));
    assert.notEqual(await trySignIn(limits, 'right', { ...ann, address: school }), 'right');
    assert.equal(await trySignIn(limits, 'right', { ...ann, device: 'laptop' }), 'right');
  });

  it('is protected from a stolen device: its guesses are limited to ten, and other devices still work', async () => {
    const limits = createSignInLimits();
    const stolen = (at: number) => ({ ...ann, address: elsewhere(at), device: 'laptop' });
    assert.equal(await guessAtOnce(limits, 1000, stolen), 10);
    assert.equal(await trySignIn(limits, 'right', { ...ann, device: 'phone' }), 'right');
    assert.equal(await trySignIn(limits, 'right', ann), 'right');
  });
});

describe('an attempt to sign in', () => {
  letTimeStandStill();

  it('resets earlier failures there when it succeeds', async () => {
    const limits = createSignInLimits();
    assert.equal(await guessAtOnce(limits, 9, () => ann), 9);
    assert.equal(await trySignIn(limits, 'right', ann), 'right');
    assert.equal(await guessAtOnce(limits, 20, () => ann), 10);
  });

  it('does not count when the server could not answer', async () => {
    const limits = createSignInLimits();
    const overloaded = async () => {
      throw new LecternError('overloaded', 'Try again.');
    };
    for (let at = 0; at < 1000; at++) {
      await assert.rejects(limits.signIn({ ...ann, device: undefined }, overloaded), { code: 'overloaded' });
    }
    assert.equal(await trySignIn(limits, 'right', ann), 'right');
  });
});

describe('the other limits on passwords', () => {
  letTimeStandStill();

  /** How many of these attempts, a hundred at once, have their password checked. */
  async function tried(times: number, attempt: () => Promise<unknown>): Promise<number> {
    let checked = 0;
    for (let left = times; left > 0; left -= 100) {
      const outcomes = await Promise.allSettled(Array.from({ length: Math.min(left, 100) }, attempt));
      checked += outcomes.filter(
        (each) => each.status === 'fulfilled' || outcomeOf(each.reason) === 'wrong',
      ).length;
    }
    return checked;
  }
  const right = async () => {};

  it('let an account try ten changes of its password an hour, right or wrong', async () => {
    for (const check of [right, wrongPassword]) {
      const limits = createSignInLimits();
      assert.equal(await tried(100, () => limits.changePassword('ann', check)), 10);
      assert.equal(await tried(1, () => limits.changePassword('bob', check)), 1);
      assert.equal(await trySignIn(limits, 'right', ann), 'right');
    }
  });

  it('let an address create five hundred accounts an hour', async () => {
    const limits = createSignInLimits();
    assert.equal(await tried(1000, () => limits.signUp(school, right)), 500);
    assert.equal(await tried(1, () => limits.signUp(elsewhere(1), right)), 1);
  });

  it('let an address try five hundred wrong links to set a password, and any number of right ones', async () => {
    const limits = createSignInLimits();
    for (let at = 0; at < 1000; at++) await limits.setPassword(school, right);
    assert.equal(await tried(1000, () => limits.setPassword(school, wrongPassword)), 500);
  });
});

describe('passwords are checked by turns', () => {
  letTimeStandStill();

  /** Attempts that last until the test ends them, by name in the order in which they begin. */
  function openTurns() {
    const limits = createSignInLimits();
    const begun: Array<string> = [];
    const ends: Array<() => void> = [];
    const attempt = (name: string) => () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    const signIn = (name: string, who: { address: IpAddress | undefined; email: string; device?: string }) =>
      void limits.signIn({ device: undefined, ...who }, attempt(name));
    return {
      limits,
      begun,
      attempt,
      signIn,
      async end(count: number): Promise<void> {
        for (let at = 0; at < count; at++) {
          await new Promise(setImmediate);
          ends.shift()?.();
        }
        await new Promise(setImmediate);
      },
    };
  }

  it('two at once; next are who comes from another address, and an account that no one has tried', async () => {
    const { begun, signIn, end } = openTurns();
    for (let at = 0; at < 100; at++) {
      signIn('guess', { address: school, email: `pupil-${at % 20}@example.org` });
    }
    await end(0);
    assert.deepEqual(begun, ['guess', 'guess']);
    await end(20);
    signIn('at another address', ann);
    signIn('at the same address', { ...ann, address: school });
    await end(2);
    assert.deepEqual(begun.slice(-2), ['at another address', 'at the same address']);
  });

  it('equally those of known browsers and signed-in people, of strangers, and of sign-ups', async () => {
    const { limits, begun, attempt, signIn, end } = openTurns();
    for (let at = 0; at < 50; at++) {
      void limits.signUp(elsewhere(at), attempt('sign-up'));
      signIn('guess', { address: elsewhere(at), email: `pupil-${at}@example.org` });
    }
    for (let at = 0; at < 5; at++) {
      signIn('known browser', { ...ann, address: elsewhere(at), device: 'stolen' });
    }
    void limits.changePassword('ben', attempt('signed in'));
    await end(10);
    assert.deepEqual(begun, [
      ...['sign-up', 'sign-up'], // before anyone else waits
      ...['known browser', 'guess', 'sign-up', 'signed in', 'guess', 'sign-up'],
      ...['known browser', 'guess', 'sign-up', 'known browser'],
    ]);
  });

  it('and at most 256 wait at an address, however many accounts they name', async () => {
    const { limits, attempt, signIn } = openTurns();
    for (let at = 0; at < 258; at++) signIn('guess', { address: school, email: `pupil-${at}@example.org` });
    await assert.rejects(limits.signIn({ ...ann, address: school, device: undefined }, attempt('late')), {
      code: 'overloaded',
    });
  });
});
