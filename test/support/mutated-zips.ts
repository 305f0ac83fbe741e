import fc from 'fast-check';
import { bytesOf, openCorpus } from './fuzz-corpus.ts';
import { type ChangeBytes, mutatedBytes } from './mutated-bytes.ts';

export const zipCorpus = openCorpus(bytesOf('zip'), { name: 'zips' });

/** The signatures of all records of a zip (APPNOTE.TXT §4.3), and numbers with a meaning in them. */
const words = [
  ...['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07', 'PK\x07\x08'],
  ...['\0\0', '\x01\0', '\x08\0', '\x09\0', '\xff\xff', '\0\0\0\0', '\xff\xff\xff\x7f', '\xff\xff\xff\xff'],
  ...['\xff\xff\xff\xff\xff\xff\xff\x1f', '\xff\xff\xff\xff\xff\xff\xff\xff', '../', '/', '\\', 'C:', '\0'],
];

/** A number in one of the records: all have their sizes, offsets and flags within 56 bytes. */
const field: fc.Arbitrary<ChangeBytes> = fc
  .record({
    record: fc.nat(99),
    at: fc.integer({ min: 4, max: 56 }),
    long: fc.constantFrom(1, 2, 4, 8),
    value: fc.oneof(fc.constantFrom(0, 1, 8, 0xff, 0xffff, 0x7fffffff, 0xffffffff), fc.nat(4000)),
  })
  .map(({ record, at, long, value }) => (bytes) => {
    const records = [...bytes.toString('latin1').matchAll(/PK/g)];
    const from = (records[record % records.length]?.index ?? 0) + at;
    if (records.length === 0 || from + long > bytes.length) return bytes;
    const changed = Buffer.from(bytes);
    for (let byte = 0; byte < long; byte += 1) changed[from + byte] = Math.floor(value / 256 ** byte) % 256;
    return changed;
  });

/** Zips of which bytes, parts and fields were changed. */
export const mutatedZip = (originals: ReadonlyArray<Buffer>): fc.Arbitrary<Buffer> =>
  mutatedBytes(originals, words, field, field, field);
