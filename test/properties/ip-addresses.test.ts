import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAddress } from 'lectern-signing';
import { canonicalNetwork, formatAddress, isInNetworks } from '../../src/lib/client-address.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const parameters = { numRuns: sized(2000, 500_000), seed: runSeed };
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
/** With zeros, as in the addresses that people write. */
const ipv6 = fc
  .tuple(bytes(16), fc.nat(16), fc.nat(16))
  .map(([address, from, to]) => address.fill(0, from, to));
const prefixed = (prefix: ReadonlyArray<number>) =>
  bytes(4).map((end) => Uint8Array.from([...prefix, ...end]));
const mapped = prefixed([...Array(10).fill(0), 255, 255]);
const compatible = prefixed(Array(12).fill(0));

/** A notation of 16 bytes (RFC 4291 §2.2): any zeros in front and any case, `::` for a run of zeros, and a dotted end. */
const notation = fc
  .tuple(fc.oneof(ipv6, mapped, compatible), fc.boolean(), fc.boolean(), fc.nat(3), fc.nat(7), fc.nat(8))
  .map(([address, isDotted, isUpper, width, from, to]) => {
    const groups = Array.from({ length: isDotted ? 6 : 8 }, (_, at) =>
      (((address[2 * at] ?? 0) << 8) | (address[2 * at + 1] ?? 0)).toString(16).padStart(width + 1, '0'),
    );
    const dotted = isDotted ? [address.subarray(12).join('.')] : [];
    const isRun =
      from < to && to <= groups.length && groups.slice(from, to).every((each) => /^0+$/.test(each));
    const parts = isRun
      ? [groups.slice(0, from).join(':'), [...groups.slice(to), ...dotted].join(':')].join('::')
      : [...groups, ...dotted].join(':');
    return { address, text: isUpper ? parts.toUpperCase() : parts };
  });

/** Independent of notation: IPv4 if it is mapped. */
const clientIn = (address: Uint8Array) =>
  Buffer.from(address.subarray(0, 12)).toString('hex') === '00000000000000000000ffff'
    ? address.subarray(12)
    : address;

describe(`the bytes of an address, by ${byRunSeed}`, () => {
  it('are those of each of its notations', () =>
    fc.assert(
      fc.property(notation, ({ address, text }) => {
        assert.equal(isIP(text), 6, text);
        assert.deepEqual(parseAddress(text), Uint8Array.from(clientIn(address)), text);
      }),
      parameters,
    ));

  it('have one text, which has the same bytes', () =>
    fc.assert(
      fc.property(fc.oneof(bytes(4), ipv6, compatible), (address) => {
        const text = formatAddress(address);
        assert.equal(isIP(text), address.length === 4 ? 4 : 6);
        assert.deepEqual(parseAddress(text), parseAddress(canonicalNetwork(text)));
        assert.deepEqual(parseAddress(text), Uint8Array.from(clientIn(address)));
      }),
      parameters,
    ));

  it('are found only in what Node takes for an address', () =>
    fc.assert(
      fc.property(
        fc.tuple(
          notation,
          fc.nat(45),
          fc.nat(2),
          fc.constantFrom(...'0189afgx:.%[]/ -', '::', '1.2', '%eth0'),
        ),
        ([{ text }, at, cut, put]) => {
          const changed = text.slice(0, at) + put + text.slice(at + cut);
          assert.equal(parseAddress(changed) !== undefined, isIP(changed) !== 0, changed);
        },
      ),
      parameters,
    ));

  it('are in the networks in which Node finds them', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(bytes(4), fc.nat(32)),
          fc.tuple(ipv6, fc.nat(128)),
          fc.tuple(compatible, fc.nat(128)),
        ),
        fc.tuple(fc.nat(127), fc.boolean()),
        ([base, bits], [flipped, isNear]) => {
          const family = base.length === 4 ? 'ipv4' : 'ipv6';
          const list = new BlockList();
          list.addSubnet(formatAddress(base), bits, family);
          const at = flipped % (8 * base.length);
          const address = isNear ? base.with(at >> 3, (base[at >> 3] ?? 0) ^ (0x80 >> (at & 7))) : base;
          fc.pre(clientIn(base) === base && clientIn(address) === address);
          const isIn = list.check(formatAddress(address), family);
          assert.equal(isInNetworks(address, [`${formatAddress(base)}/${bits}`]), isIn);
        },
      ),
      parameters,
    ));
});
