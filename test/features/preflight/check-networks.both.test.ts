import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { UrlBinding } from '../../../src/core/issue/url-binding.ts';
import { examineAddresses } from '../../../src/features/doctor/examine-addresses.ts';
import { networkChecks } from '../../../src/features/preflight/check-networks.ts';
import { openTestApp } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

const settings = { LECTERN_TRUSTED_PROXIES: '127.0.0.1' };
const { core, person, send, contest: newContest } = await openTestApp(settings);
const teacher = await person('teacher');
const check = networkChecks.open(core);
const networks = JSON.stringify([
  { network: '192.0.2.0/24', room: 'Lab 1' },
  { network: '2001:db8:1::/112', room: null },
]);

/** Creates an account, and signs in from each of these addresses in turn. */
async function signedIn(...addresses: ReadonlyArray<string>) {
  const email = `${randomUUID()}@example.org`;
  const password = 'correct horse battery';
  const { id } = await core.newAccounts.create({ name: 'Ann', email, role: 'student', password });
  for (const address of addresses) {
    const from = { 'x-forwarded-for': address };
    const reply = await send('POST /api/auth/sign-in/email', { email, password }, from);
    assert.equal(reply.status, 200, reply.text);
  }
  return id;
}

async function found(participants: ReadonlyArray<{ id: string }>, changes: object = { networks }) {
  const findings = await check(await newContest(teacher, { participants, ...changes }));
  return findings.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

describe('the pre-flight of a contest with networks', () => {
  for (const [what, signIns, expected] of [
    [
      'passes once a participant has signed in inside, and counts only last sign-ins',
      [['198.51.100.1', '192.0.2.7'], ['2001:db8:1::7'], ['192.0.2.8', '198.51.100.1']],
      'ok place-fits: 2 participant(s) last signed in from the networks of the contest',
    ],
    [
      'warns if everybody would be locked out',
      [['198.51.100.1'], ['192.0.2.7', '2001:db8:1::1:7']],
      'warning place-outside: none of 2 participant(s) last signed in from the networks of the contest',
    ],
    [
      'names the address that all share, which may be a proxy',
      [['203.0.113.1'], ['203.0.113.1']],
      'warning place-shared: all 2 participants signed in from 203.0.113.1, which is outside the networks; if it is a reverse proxy, add it to LECTERN_TRUSTED_PROXIES',
    ],
    [
      'says that it knows nothing before anyone has signed in',
      [[]],
      'warning place-unknown: the contest takes place in its networks only, and no participant has signed in yet, so the networks cannot be checked',
    ],
  ] as const) {
    it(what, async () => {
      const people = [];
      for (const addresses of signIns) people.push({ id: await signedIn(...addresses) });
      assert.deepEqual(await found(people), [expected]);
    });
  }

  it('says nothing of a contest without networks', async () => {
    assert.deepEqual(await found([{ id: await signedIn('198.51.100.1') }], {}), []);
  });
});

describe('the pre-flight of a contest with networks, where URLs are bound to IPv4 addresses only', () => {
  it('warns that participants over IPv6 cannot open its tasks', async () => {
    const bound = networkChecks.open({ ...core, urlBinding: 'ipv4' });
    const codesOf = async (changes: object) => {
      const findings = await bound(await newContest(teacher, changes));
      return findings.map(({ severity, code, facts: { address } }) => [severity, code, address]);
    };
    const unknown = ['warning', 'place-unknown', undefined];
    assert.deepEqual(await codesOf({ networks }), [unknown, ['warning', 'place-ipv6', '2001:db8:1::/112']]);
    assert.deepEqual(await codesOf({ networks: JSON.stringify([{ network: '192.0.2.0/24' }]) }), [unknown]);
    for (const network of ['10.1.0.0/16', '172.31.0.7', '192.168.1.0/24', '100.64.0.0/10']) {
      const inRoom = { networks: JSON.stringify([{ network: '198.51.100.7' }, { network }]) };
      assert.deepEqual(await codesOf(inRoom), [unknown, ['warning', 'place-private', network]]);
    }
  });
});

describe('the doctor', () => {
  it('warns that a proxy hides participants while a contest with networks has not ended', async () => {
    const made = await openTestApp();
    const behindTls = { publicUrl: 'https://pdf.example.org', trustedProxies: [] };
    const check = async (config: object) => {
      const parts = { ...made.core, config: { ...made.core.config, ...config } };
      const found = await Array.fromAsync(examineAddresses(parts));
      return found.slice(0, 1).map(({ id, outcome }) => `${id} ${outcome}`);
    };
    assert.deepEqual(await check(behindTls), []);
    const endsAt = made.clock.nowMs() + hourMs;
    await made.contest(await made.person('teacher'), { networks, endsAt });
    assert.deepEqual(await check(behindTls), ['trusted-proxies warning']);
    assert.deepEqual(await check({ ...behindTls, trustedProxies: ['10.0.0.1'] }), ['trusted-proxies ok']);
    const local = { ...behindTls, publicUrl: 'http://localhost:3000' };
    assert.deepEqual(await check(local), ['trusted-proxies ok']);
    made.clock.set(endsAt);
    assert.deepEqual(await check(behindTls), []);
  });

  it('reports where URLs work, and warns of hosts where browsers would show another kind of address', async () => {
    const made = await openTestApp();
    const endsAt = made.clock.nowMs() + hourMs;
    await made.contest(await made.person('teacher'), { networks, endsAt });
    const config = { ...made.core.config, publicUrl: 'https://pdf.example.org' };
    const cdn = { provider: 'cloudfront', publicUrl: 'https://cdn.example.org' } as const;
    const storage = { ...made.core.storage, ...cdn };
    const check = async (urlBinding: UrlBinding, overIPv6: ReadonlyArray<string> | Error) => {
      const [, finding] = await Array.fromAsync(
        examineAddresses({ ...made.core, config, storage, urlBinding }, async (host) => {
          if (overIPv6 instanceof Error) throw overIPv6;
          return overIPv6.includes(host);
        }),
      );
      return `${finding?.id} ${finding?.outcome}: ${finding?.detail}`;
    };
    const hosts = ['pdf.example.org', 'cdn.example.org'];
    const literal = { ...storage, publicUrl: 'http://192.0.2.7' };
    for (const [publicUrl, outcome] of [
      ['http://192.0.2.8:8080', 'ok'],
      ['http://[2001:db8::8]:8080', 'warning'],
    ] as const) {
      const own = { ...config, publicUrl };
      const parts = { ...made.core, urlBinding: 'ipv4', storage: literal, config: own } as const;
      assert.equal((await Array.fromAsync(examineAddresses(parts)))[1]?.outcome, outcome);
    }
    const [both, only] = [hosts.join(' and '), 'cloudfront binds URLs to IPv4 addresses only'];
    const different = `of ${both}, only cdn.example.org can be reached over IPv6, so browsers show them different addresses`;
    for (const [binding, overIPv6, expected] of [
      ['unsupported', hosts, 'ok: everywhere: cloudfront cannot bind them to an address'],
      ['off', hosts, 'ok: everywhere; LECTERN_BIND_URLS=networks binds them to an address'],
      ['on', hosts, 'ok: only at the address that asks'],
      ['on', [], 'ok: only at the address that asks'],
      ['on', ['cdn.example.org'], `warning: ${different}`],
      ['ipv4', [], 'ok: only at the address that asks, over IPv4'],
      ['ipv4', ['pdf.example.org'], `warning: ${only}, but pdf.example.org can be reached over IPv6`],
      ['ipv4', hosts, `warning: ${only}, but ${both} can be reached over IPv6`],
      ['ipv4', new Error('no reply'), `skipped: the DNS does not reply about ${both}`],
    ] as const) {
      assert.equal(await check(binding, overIPv6), `url-binding ${expected}`);
    }
  });
});
