import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readRecords } from '../../client/src/encrypted-records.ts';
import { EnvelopeError, type EnvelopeErrorCode, openEnvelope } from '../../client/src/envelope.ts';
import { createRangeTransport } from '../../client/src/index.ts';
import { encrypt } from '../../src/features/envelopes/encrypted-content.ts';
import { contentOf } from '../../src/features/envelopes/envelope-format.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';
import { ReceivedRanges } from './received-ranges.ts';
import { lengthOf, padded, seal, sealEnvelope } from './sealed-envelope.ts';

const decoded = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const refusedWith = (code: EnvelopeErrorCode) => (error: unknown) =>
  error instanceof EnvelopeError && error.code === code;
const pdfs = [randomBytes(200_000), Buffer.from('%PDF-1.7 small'), Buffer.alloc(0), randomBytes(131_038)];
const { envelope, key } = sealEnvelope(pdfs);
const open = (bytes: Buffer, by = key) => openEnvelope(new Blob([new Uint8Array(bytes)]), by);

/** Everything that a person gets who reads every statement. */
async function readAll(bytes: Buffer): Promise<ReadonlyArray<Buffer>> {
  const { documents } = await open(bytes);
  return Promise.all(documents.map(async (document) => Buffer.from(await document.read())));
}

describe('encrypted records', () => {
  async function textOf(message: string, keyingMaterial: string): Promise<string> {
    const records = await readRecords(new Blob([decoded(message)]), decoded(keyingMaterial));
    return Buffer.concat(await records.open(0, records.count)).toString();
  }

  it('open to the text of RFC 8188 §3.1', async () => {
    const message = 'I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg';
    assert.equal(await textOf(message, 'yqdlZ-tYemfogSmv7Ws5PQ'), 'I am the walrus');
  });

  it('open to the text of RFC 8188 §3.2: two records, padding, and a key with a name', async () => {
    const message =
      'uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA';
    assert.equal(await textOf(message, 'BO3ZVPxUlnLORbVGMpbT1Q'), 'I am the walrus');
  });
});

describe('an envelope', () => {
  it('opens to the exact bytes of its statements, as http_ece has sealed them', async () => {
    const { contestId, language, documents } = await open(envelope);
    assert.deepEqual([contestId, language], ['contest', 'en']);
    assert.deepEqual(
      documents.map(({ taskId, versionId, fileName, size }) => ({ taskId, versionId, fileName, size })),
      pdfs.map(({ length }, at) => ({
        taskId: `task-${at}`,
        versionId: `version-${at}`,
        fileName: `${at}.pdf`,
        size: length,
      })),
    );
    assert.deepEqual(await readAll(envelope), pdfs);
  });

  it('opens to the exact bytes that the server has sealed, whatever their number and sizes', async () => {
    const documents = fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(documents, async (sizes) => {
        const contents = sizes.map((size) => randomBytes(size));
        const [secret, salt] = [randomBytes(16), randomBytes(16)];
        const index = {
          contestId: 'contest',
          language: 'pl',
          documents: contents.map((bytes, at) => ({
            ...{ taskId: `t${at}`, versionId: `v${at}`, language: 'pl', fileName: 'statement.pdf' },
            ...{ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
          })),
          attachments: [],
        };
        const streams = contents.map(async function* (bytes) {
          yield bytes;
        });
        const sealed = await buffer(encrypt(contentOf(index, streams), { key: secret, salt }));
        const opened = await open(sealed, secret.toString('base64url'));
        const bytes = await Promise.all(opened.documents.map((document) => document.read()));
        assert.deepEqual(bytes.map(Buffer.from), contents);
      }),
      { numRuns: sized(3, 100) },
    );
  });

  it('opens to the attachments of its tasks, which are read like the statements', async () => {
    const samples = [randomBytes(70_000), Buffer.from('1 2\n')];
    const sealed = sealEnvelope(pdfs, undefined, undefined, samples);
    const { documents, attachments } = await open(sealed.envelope, sealed.key);
    assert.equal(documents.length, pdfs.length);
    assert.deepEqual(
      attachments.map(({ taskId, attachmentId, versionId, fileName }) => ({
        ...{ taskId, attachmentId, versionId, fileName },
      })),
      samples.map((_, at) => ({
        ...{ taskId: `task-${at}`, attachmentId: `attachment-${at}` },
        ...{ versionId: `attached-${at}`, fileName: `${at}.zip` },
      })),
    );
    const read = await Promise.all(attachments.map((attachment) => attachment.read()));
    assert.deepEqual(read.map(Buffer.from), samples);
    assert.deepEqual((await open(envelope)).attachments, []);
  });

  it('gives any range, and refuses what is beyond a document', async () => {
    const [document] = (await open(envelope)).documents;
    const [pdf] = pdfs as [Buffer];
    const position = fc.nat({ max: pdf.length });
    await fc.assert(
      fc.asyncProperty(position, position, async (one, other) => {
        const [begin, end] = [Math.min(one, other), Math.max(one, other)];
        assert.deepEqual(Buffer.from((await document?.read(begin, end)) ?? []), pdf.subarray(begin, end));
      }),
      { numRuns: sized(8, 300, 2) },
    );
    for (const [begin, end] of [
      [-1, 2],
      [3, 2],
      [0, pdf.length + 1],
      [Number.NaN, 1],
    ]) {
      await assert.rejects(async () => document?.read(begin, end), RangeError);
    }
  });

  it('reads from the device only the records that contain a range', async () => {
    const blob = new Blob([new Uint8Array(envelope)]);
    const read: Array<number> = [];
    const slice = blob.slice.bind(blob);
    blob.slice = (begin = 0, end = 0) => {
      read.push(Math.min(end, blob.size) - begin);
      return slice(begin, end);
    };
    const [document] = (await openEnvelope(blob, key)).documents;
    read.length = 0;
    await document?.read(100, 200);
    assert.deepEqual(read, [65_536]);
  });

  it('is read by pdf.js like the target of a signed URL', async () => {
    const [document] = (await open(envelope)).documents;
    assert.ok(document);
    const transport = createRangeTransport(document, ReceivedRanges, (error) => assert.fail(String(error)));
    transport.requestDataRange(65_000, 131_072);
    const bound = upTo(10_000_000);
    while (transport.received.length === 0 && bound()) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(transport.received, [new Uint8Array(pdfs[0]?.subarray(65_000, 131_072) ?? [])]);
  });

  it('is refused with the key of another one, and with an invalid key', async () => {
    await assert.rejects(open(envelope, 'A'.repeat(22)), refusedWith('envelope-damaged'));
    for (const none of ['', 'A'.repeat(21), 'A'.repeat(24), `${'A'.repeat(21)}+`]) {
      await assert.rejects(open(envelope, none), refusedWith('key-invalid'), none);
    }
  });

  it('is refused where any part of it was flipped, cut, swapped or replayed', async () => {
    const header = 21;
    const rs = 65_536;
    const count = Math.ceil((envelope.length - header) / rs);
    const record = (at: number) => envelope.subarray(header + at * rs, header + (at + 1) * rs);
    const records = Array.from({ length: count }, (_, at) => record(at));
    const whole = (parts: ReadonlyArray<Buffer>) => Buffer.concat([envelope.subarray(0, header), ...parts]);
    const place = fc.nat({ max: count - 1 });
    const pair = fc.tuple(place, place).filter(([one, other]) => one !== other);
    /** Only records that contain statements, because the padding is never read. */
    const needed = fc.constantFrom(0, 1, 2, 3, 4, 5, count - 1);
    const attack = fc.oneof(
      fc.tuple(needed, fc.nat({ max: 1000 }), fc.nat({ max: 7 })).map(([at, byte, bit]) => {
        const flipped = Buffer.from(envelope);
        const position = Math.min(header + at * rs + byte, envelope.length - 1);
        flipped[position] = (flipped[position] as number) ^ (1 << bit);
        return flipped;
      }),
      fc.nat({ max: header - 1 }).map((at) => {
        const flipped = Buffer.from(envelope);
        flipped[at] = (flipped[at] as number) ^ 0x11;
        return flipped;
      }),
      fc.nat({ max: envelope.length - 1 }).map((length) => envelope.subarray(0, length)),
      fc.nat({ max: count - 1 }).map((kept) => whole(records.slice(0, kept))),
      fc.tuple(needed, place).map(([lost, other]) => {
        const swapped = records.toSpliced(
          lost,
          1,
          records[(lost + 1 + (other % (count - 1))) % count] as Buffer,
        );
        return whole(swapped);
      }),
      pair.map(([from, to]) => whole(records.toSpliced(to, 0, records[from] as Buffer))),
      place.map((lost) => whole(records.toSpliced(lost, 1))),
      fc.constant(whole([...records, ...records])),
    );
    await fc.assert(
      fc.asyncProperty(attack, async (attacked) => {
        await assert.rejects(readAll(attacked), EnvelopeError);
      }),
      { numRuns: sized(20, 600, 5) },
    );
  });

  it('is refused with a record of another envelope under the same key', async () => {
    const same = Buffer.from(key, 'base64url');
    const one = seal(padded([Buffer.from('one')]), same);
    const mixed = Buffer.concat([envelope.subarray(0, 21 + 65_536), one.subarray(21 + 65_536)]);
    await assert.rejects(open(mixed), refusedWith('envelope-damaged'));
  });

  it('must have records of 65,536 bytes, and the size of a class', async () => {
    const same = Buffer.from(key, 'base64url');
    const plaintext = padded([lengthOf(Buffer.alloc(2)), Buffer.from('{}')]);
    for (const sealed of [
      seal(plaintext, same, 65_535),
      seal(plaintext.subarray(0, 2 ** 19), same),
      seal(Buffer.concat([plaintext, Buffer.alloc(1)]), same),
      Buffer.alloc(20),
      Buffer.alloc(0),
    ]) {
      await assert.rejects(open(sealed), refusedWith('envelope-unknown'));
    }
  });
});

describe('the index of an envelope', () => {
  type Change = (index: Record<string, unknown>) => unknown;
  const opened = async (change: Change, attached: Array<Buffer> = []) => {
    const { envelope: changed, key: by } = sealEnvelope(pdfs, undefined, change, attached);
    return open(changed, by);
  };
  const withPart =
    (list: 'documents' | 'attachments', part: object): Change =>
    (index) => {
      const [first, ...others] = index[list] as ReadonlyArray<object>;
      return { ...index, [list]: [{ ...first, ...part }, ...others] };
    };

  it('may belong to a contest without statements', async () => {
    const { documents } = await opened((index) => ({ ...index, documents: [] }));
    assert.deepEqual(documents, []);
  });

  it('is refused where it points beyond the envelope, or contradicts itself', async () => {
    const beyond = [{ size: 2 ** 20 }, { offset: 2 ** 20 }, { offset: -1 }, { size: -1 }, { size: 0.5 }];
    const wrong = [{ size: '200000' }, { size: 2 ** 53 }, { sha256: 'x' }, { taskId: 1 }, { fileName: null }];
    const attached = [{ size: 2 ** 20 }, { attachmentId: 1 }, { attachmentId: undefined }, { sha256: 'x' }];
    const changes: ReadonlyArray<Change> = [
      ...[...beyond, ...wrong].map((part) => withPart('documents', part)),
      ...attached.map((part) => withPart('attachments', part)),
      ...[null, {}, 'text', [null], [[]]].map((attachments) => (index: object) => ({
        ...index,
        attachments,
      })),
      ...[null, [], 'text', {}, { format: 'lectern-envelope-v2' }].map((index) => () => index),
    ];
    for (const [at, change] of changes.entries()) {
      const refused = opened(change, [Buffer.from('1 2\n')]);
      await assert.rejects(refused, refusedWith('index-invalid'), `change ${at}`);
    }
  });

  it('is refused with a wrong length, or when it is not UTF-8', async () => {
    const same = Buffer.from(key, 'base64url');
    for (const [length, text] of [
      [2 ** 32 - 1, '{}'],
      [2 ** 20, '{}'],
      [3, '{}\xff'],
    ] as const) {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(length);
      const sealed = seal(padded([head, Buffer.from(text, 'latin1')]), same);
      await assert.rejects(open(sealed), refusedWith('index-invalid'), String(length));
    }
  });

  it('identifies the bytes of a statement by their SHA-256', async () => {
    const { documents } = await opened(withPart('documents', { sha256: '0'.repeat(64) }));
    await assert.rejects(async () => documents[0]?.read(), refusedWith('document-damaged'));
  });
});
