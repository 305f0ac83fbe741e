import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countedAddress } from '../src/lib/client-address.ts';

describe('clients are counted by', () => {
  for (const [what, address, counted] of [
    ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
    ['the IPv4 address within an IPv4-mapped one', '::ffff:192.0.2.1', '192.0.2.1'],
    ['the same in hexadecimal', '::FFFF:C000:0201', '192.0.2.1'],
    ['the /64 of an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['the same for its neighbour, however it is written', '2001:0DB8:0001:0002::ffff', '2001:db8:1:2::/64'],
    ['another /64 beside it', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['the /64 of an address with a zone', 'fe80::1%eth0', 'fe80::/64'],
    ['the /64 of the loopback address', '::1', '::/64'],
    ['what is no address, as it is', 'unix:', 'unix:'],
  ] as const) {
    it(`${what}: ${address}`, () => assert.equal(countedAddress(address), counted));
  }
});
