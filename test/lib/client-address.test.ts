import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddress } from 'lectern-signing';
import {
  canonicalNetwork,
  countedAddress,
  isInNetworks,
  parseNetwork,
} from '../../src/lib/client-address.ts';

describe('clients are counted by', () => {
  for (const [what, address, counted] of [
    ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
    ['the IPv4 address within an IPv4-mapped one', '::ffff:192.0.2.1', '192.0.2.1'],
    ['the same in hexadecimal', '::FFFF:C000:0201', '192.0.2.1'],
    ['the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['the same for its neighbour, however it is written', '2001:0DB8:0001:0002::ffff', '2001:db8:1:2::/64'],
    ['another /64 next to it', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['the /64 of an address with a zone', 'fe80::1%eth0', 'fe80::/64'],
    ['the /64 of the loopback address', '::1', '::/64'],
    ['the /64 of an IPv4-compatible address', '::192.0.2.9', '::/64'],
    ['one key for the clients of Unix sockets', 'unix:', 'unknown'],
  ] as const) {
    it(`${what}: ${address}`, () => assert.equal(countedAddress(parseAddress(address)), counted));
  }
});

describe('a client is in a network', () => {
  // test/properties/ip-addresses.test.ts compares addresses in all notations, and their networks, with Node's.
  for (const [address, network, isIn] of [
    ['192.0.2.9', '192.0.2.77/24', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.8', '192.0.2.7', false],
    ['::ffff:192.0.2.1', '192.0.2.0/24', true],
    ['::ffff:192.0.3.1', '192.0.2.0/24', false],
    // RFC 4291 §2.5.5.1: an IPv4-compatible address is one of IPv6.
    ['::192.0.2.1', '0.0.0.0/0', false],
    ['::192.0.2.1', '::/96', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['203.0.113.1', '::/0', false],
    ['::ffff:203.0.113.1', '::/0', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['unix:', '0.0.0.0/0', false],
    ['192.0.2.1', 'nonsense', false],
    [undefined, '0.0.0.0/0', false],
  ] as const) {
    it(`${isIn ? '' : 'not '}${network}: ${address}`, () =>
      assert.equal(isInNetworks(parseAddress(address ?? ''), [network]), isIn));
  }

  it('if it is in one of several, but not in an empty list', () => {
    assert.ok(isInNetworks(parseAddress('192.0.2.1'), ['2001:db8::/32', '198.51.100.0/24', '192.0.2.0/24']));
    assert.ok(!isInNetworks(parseAddress('192.0.2.1'), []));
  });
});

describe('not a network:', () => {
  for (const text of [
    ...['', '/', '/8', '192.0.2.0/', '192.0.2.0/33', '192.0.2.0/-1', '192.0.2.0/8/8', '192.0.2.0/2 4'],
    ...['192.0.2', '192.0.2.0.1', '0x7f.1', '010.0.0.1/8', '2001:db8::/129', '2001:db8:::/32', 'example.org'],
    ...['fe80::1%eth0', 'fe80::%eth0/64', '::ffff:192.0.2.1', '::ffff:192.0.2.0/24', '::ffff:192.0.2.0/120'],
    ...[' 192.0.2.0/24', '192.0.2.0/24,198.51.100.0/24', '192.0.2.0/255.255.255.0', '192.0.2.0/1e1'],
  ]) {
    it(`"${text}"`, () => assert.equal(parseNetwork(text), undefined));
  }
});

describe('a network is written', () => {
  for (const [text, canonical] of [
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:0DB8:0:0::/32', '2001:db8::/32'],
    ['2001:db8::8000/113', '2001:db8::8000/113'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['::192.0.2.1', '::c000:201'],
    ['::/0', '::/0'],
  ] as const) {
    it(`${text} as ${canonical}`, () => assert.equal(canonicalNetwork(text), canonical));
  }

  for (const [text, message] of [
    [
      '192.0.2.7/24',
      '"192.0.2.7/24" has bits after its prefix. Use 192.0.2.0/24 for the network, or 192.0.2.7 for this address only.',
    ],
    [
      '2001:db8::1/64',
      '"2001:db8::1/64" has bits after its prefix. Use 2001:db8::/64 for the network, or 2001:db8::1 for this address only.',
    ],
    ...['::ffff:192.0.2.0/120', 'fe80::%eth0/64', 'lab'].map(
      (wrong) =>
        [
          wrong,
          `"${wrong}" is not a network. Use addresses or networks such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.`,
        ] as const,
    ),
  ] as const) {
    it(`never as ${text}`, () =>
      assert.throws(() => canonicalNetwork(text), { code: 'request-invalid', message }));
  }
});
