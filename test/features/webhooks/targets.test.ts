import assert from 'node:assert/strict';
import { lookup } from 'node:dns';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { send } from '../../../src/features/webhooks/send.ts';
import { newSecret, signatureHeaders } from '../../../src/features/webhooks/standard-webhooks.ts';
import { parseTarget } from '../../../src/features/webhooks/targets.ts';
import { webhookExample } from '../../support/webhook-cases.ts';
import { startReceiver } from './receiver.ts';

const ownHosts = ['lectern.example.org'];
const rules = { networks: [] as ReadonlyArray<string>, ownHosts };
const meant = { networks: ['127.0.0.0/8', '10.20.0.0/16'], ownHosts };

const refused = [
  'http://judge.example.org/',
  'ftp://judge.example.org/',
  'judge.example.org',
  'https://user@judge.example.org/',
  'https://user:secret@judge.example.org/',
  'https://judge.example.org/#part',
  'https://localhost/',
  'https://x.localhost/',
  'https://lectern.example.org/',
  'https://LECTERN.example.org./',
  // Private, special or of this machine, in any notation.
  ...['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0.0.0.0', '10.1.2.3', '100.64.0.1', '169.254.169.254'],
  ...[
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ],
  ...['[::1]', '[::]', '[fe80::1]', '[fc00::1]', '[fd12::1]', '[ff02::1]', '[::ffff:10.0.0.1]'],
  ...['[64:ff9b::a00:1]', '[2002:a00:1::]', '[2001:db8::1]', '[2001::1]', '[::7f00:1]'],
].map((each) => (/[:/]\/|^judge/.test(each) ? each : `https://${each}/`));

describe('the address of a webhook', () => {
  for (const url of refused) {
    it(`is refused: ${url}`, () => {
      assert.throws(() => parseTarget(url, rules), { code: 'request-invalid' });
    });
  }

  it('may be public, or in a network that the operator meant', () => {
    for (const url of [
      'https://judge.example.org/hook?a=b',
      'https://1.1.1.1/',
      'https://[2606:4700::1111]/',
    ]) {
      assert.equal(parseTarget(url, rules).href, url);
    }
    for (const url of ['http://127.0.0.1:8000/', 'https://10.20.3.4/', 'http://[::ffff:10.20.3.4]/']) {
      assert.ok(parseTarget(url, meant));
    }
    for (const url of ['http://10.21.0.1/', 'https://10.21.0.1/', 'http://1.1.1.1/']) {
      assert.throws(() => parseTarget(url, meant), { code: 'request-invalid' });
    }
  });
});

describe('a request', () => {
  const message = { headers: {}, body: '{}' };

  it('goes to no private address that a name leads to, and to none that is stored but no longer allowed', async () => {
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    const failed = [
      [`https://localhost:${port}/`, /private/],
      [`http://127.0.0.1:${port}/`, /private/],
      [`https://[::1]:${port}/`, /private/],
      ['https://lectern.example.org/', /belongs to this server/],
    ] as const;
    for (const [url, failure] of failed) {
      const outcome = await send(url, message, rules);
      assert.equal(outcome.status, null);
      assert.match(outcome.failure ?? '', failure);
    }
    assert.deepEqual(receiver.take(), []);
  });

  it('reads nothing of a reply but its status, however long it is', async () => {
    const receiver = await startReceiver();
    const ended = Promise.withResolvers<boolean>();
    receiver.state.answer = (response) => {
      response.writeHead(200);
      response.once('close', () => ended.resolve(response.writableFinished));
      const more = () => response.writable && response.write('x'.repeat(100_000), more);
      more();
    };
    assert.deepEqual(await send(receiver.url, message, meant), { status: 200 });
    assert.equal(await ended.promise, false);
  });

  it('reaches a meant network by name, if all its addresses are in it', async () => {
    const addresses = await new Promise<ReadonlyArray<string>>((done) =>
      lookup('localhost', { all: true }, (_error, found) => done(found.map(({ address }) => address))),
    );
    const receiver = await startReceiver();
    const { port } = new URL(receiver.url);
    assert.ok(addresses.includes('127.0.0.1'));
    const url = `http://localhost:${port}/`;
    assert.deepEqual(await send(url, message, { networks: addresses, ownHosts }), { status: 204 });
    const others = await send(url, message, { networks: ['10.0.0.0/8'], ownHosts });
    assert.match(others.failure ?? '', /private/);
  });
});

describe('a signature', () => {
  it('is that of the specification', () => {
    const { id, at, body, secret, signature } = webhookExample;
    assert.deepEqual(signatureHeaders({ id, atMs: at * 1000 + 999, body }, [secret]), {
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': signature,
    });
  });

  it('is accepted by the library of the specification, with any of several secrets', () => {
    const secrets = [newSecret(), newSecret()];
    const headers = signatureHeaders({ id: 'one', atMs: Date.now(), body: '{}' }, secrets);
    for (const secret of secrets) assert.deepEqual(new Webhook(secret).verify('{}', { ...headers }), {});
    assert.throws(() => new Webhook(newSecret()).verify('{}', { ...headers }));
  });
});
