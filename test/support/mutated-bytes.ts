import fc from 'fast-check';

export type ChangeBytes = (bytes: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.integer({ min: 1, max: 400 });

/** Replaces a part of the bytes. */
const spliced = (bytes: Buffer, at: number, removed: number, put: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);

/**
 * One to six changes of one of the originals: a byte is set, a part is cut or repeated, a word is inserted or
 * overwrites bytes.
 * @param words with a meaning in this format
 * @param more changes that only this format has
 */
export function mutatedBytes(
  originals: ReadonlyArray<Buffer>,
  words: ReadonlyArray<string | Uint8Array>,
  ...more: ReadonlyArray<fc.Arbitrary<ChangeBytes>>
): fc.Arbitrary<Buffer> {
  const word = fc.constantFrom(...words.map((each) => Buffer.from(each as string, 'latin1')));
  const at = <Value>(
    value: fc.Arbitrary<Value>,
    change: (bytes: Buffer, at: number, value: Value) => Buffer,
  ) =>
    fc.tuple(place, value).map(
      ([share, picked]): ChangeBytes =>
        (bytes) =>
          change(bytes, Math.floor(share * bytes.length), picked),
    );
  const changes = [
    at(fc.nat(255), (bytes, from, byte) => spliced(bytes, from, 1, Buffer.from([byte]))),
    at(length, (bytes, from, cut) => spliced(bytes, from, cut, Buffer.alloc(0))),
    at(length, (bytes, from, long) => spliced(bytes, from, 0, bytes.subarray(from, from + long))),
    at(word, (bytes, from, put) => spliced(bytes, from, 0, put)),
    at(word, (bytes, from, put) => spliced(bytes, from, put.length, put)),
    ...more,
  ];
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(fc.oneof(...changes), { minLength: 1, maxLength: 6 }))
    .map(([original, all]) => all.reduce((bytes, change) => change(bytes), original));
}
