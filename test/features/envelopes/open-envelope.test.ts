import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as ece from 'http_ece';
import { encrypt } from '../../../src/features/envelopes/encrypted-content.ts';
import {
  contentOf,
  frame,
  type SealedAttachment,
  type SealedDocument,
} from '../../../src/features/envelopes/envelope-format.ts';
import { openEnvelope, parseEnvelopeKey } from '../../../src/features/envelopes/open-envelope.ts';
import { sha256 } from '../../support/app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { sized } from '../../support/test-size.ts';

const folder = temporaryFolder();
let made = 0;

type Named = readonly [fileName: string, bytes: Uint8Array];

/** An envelope in a file, of PDFs by their names and of attachments of their tasks, and a folder that does not exist. */
async function sealed(
  pdfs: ReadonlyArray<Named>,
  attached: ReadonlyArray<readonly [task: number, ...Named]> = [],
) {
  const key = randomBytes(16);
  const documents = pdfs.map(
    ([fileName, bytes], at): SealedDocument => ({
      ...{ taskId: `task-${at}`, versionId: `version-${at}`, language: 'en', fileName },
      ...{ size: bytes.length, sha256: sha256(bytes) },
    }),
  );
  const attachments = attached.map(
    ([task, fileName, bytes], at): SealedAttachment => ({
      ...{ taskId: `task-${task}`, attachmentId: `attachment-${at}`, versionId: `attached-${at}`, fileName },
      ...{ size: bytes.length, sha256: sha256(bytes) },
    }),
  );
  const index = { contestId: 'contest', language: 'en', documents, attachments };
  const contents = [...pdfs.map(([, bytes]) => bytes), ...attached.map(([, , bytes]) => bytes)];
  const streams = contents.map(async function* (bytes) {
    yield bytes;
  });
  const content = contentOf(index, streams);
  const bytes = await buffer(encrypt(content, { key, salt: randomBytes(16) }));
  const [file, out] = [join(folder, `${++made}.sealed`), join(folder, `out-${made}`)];
  writeFileSync(file, bytes);
  return { key, index, bytes, file, out };
}

describe('an envelope', () => {
  it('opens to the exact bytes of its statements, whatever they are, also with another implementation', async () => {
    const fileName = fc
      .string({ minLength: 1, maxLength: 20 })
      .map((text) => `${text.replaceAll(/[\p{C}\p{Z}/\\]/gu, '_')}.pdf`);
    const pdfs = fc.array(fc.tuple(fileName, fc.uint8Array({ maxLength: 50_000 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pdfs, async (given) => {
        const { key, file, out, bytes, index } = await sealed(given);
        const content = ece.decrypt(bytes, { version: 'aes128gcm', key });
        const { head, size } = frame(index);
        assert.equal(content.length, size);
        const written = Buffer.concat([head, ...given.map(([, each]) => each)]);
        assert.ok(content.subarray(0, written.length).equals(written));
        const { files } = await openEnvelope(file, key, out);
        assert.deepEqual(
          files.map((path) => [basename(path).replace(/^\d+-/, ''), readFileSync(path)]),
          given.map(([name, each]) => [name, Buffer.from(each)]),
        );
        assert.equal(readdirSync(out).length, given.length);
      }),
      { numRuns: sized(4, 150) },
    );
  });

  it('opens to the attachments of its tasks too, and no two files get the same name, in any case', async () => {
    const bytes = Array.from({ length: 7 }, (_, at) => randomBytes(10_000 + at));
    const contentOf = (at: number) => bytes[at] as Buffer;
    const statements = [0, 1].map((at) => ['a.pdf', contentOf(at)] as const);
    const attached = [
      [0, 'samples.zip', contentOf(2)],
      [0, 'A.PDF', contentOf(3)],
      [1, 'samples.zip', contentOf(4)],
      [0, '2-a.pdf', contentOf(5)],
      [2, '.hidden.txt', contentOf(6)],
    ] as const;
    const { key, file, out } = await sealed(statements, attached);
    const { files } = await openEnvelope(file, key, out);
    const names = ['1-a.pdf', '2-a.pdf', '1-samples.zip', '1-2-A.PDF', '2-samples.zip', '1-2-2-a.pdf'];
    assert.deepEqual(
      files.map((path) => [basename(path), readFileSync(path)]),
      [...names, '3-.hidden.txt'].map((name, at) => [name, bytes[at]]),
    );
  });

  it('has a size that reveals no more than its class', async () => {
    const sizeOf = async (bytes: number) => (await sealed([['a.pdf', Buffer.alloc(bytes)]])).bytes.length;
    for (const [least, most] of [
      [0, 900_000],
      [1_100_000, 1_900_000],
    ] as const) {
      assert.equal(await sizeOf(least), await sizeOf(most));
    }
  });

  it('leaves no file when it is damaged, cut, or opened with another key', async () => {
    const { key, file, out, bytes } = await sealed([
      ['a.pdf', randomBytes(300_000)],
      ['b.pdf', randomBytes(300_000)],
    ]);
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 100] = (damaged[bytes.length - 100] as number) ^ 1;
    const cut = bytes.subarray(0, bytes.length - 65_536);
    for (const [content, withKey, message] of [
      [damaged, key, /envelope was changed/],
      [cut, key, /truncated/],
      [bytes, randomBytes(16), /the key belongs to another envelope/],
      [Buffer.from('%PDF-1.7 is no envelope'), key, /not a sealed envelope/],
    ] as const) {
      writeFileSync(file, content);
      await assert.rejects(openEnvelope(file, withKey, out), { name: 'OperatorError', message });
      assert.deepEqual([existsSync(out), existsSync(`${out}.opening`)], [false, false]);
    }
  });

  it('writes outside of the folder with no file name', async () => {
    const bytes = Buffer.from('a');
    for (const { key, file, out } of [
      await sealed([['../a.pdf', bytes]]),
      await sealed([['a.pdf', bytes]], [[0, '../a.zip', bytes]]),
    ]) {
      await assert.rejects(openEnvelope(file, key, out), {
        name: 'OperatorError',
        message: /a file name that is not safe/,
      });
      assert.equal(existsSync(out), false);
    }
  });

  it('never overwrites a file in the folder', async () => {
    const { key, file } = await sealed([['a.pdf', Buffer.from('a')]]);
    await assert.rejects(openEnvelope(file, key, folder), /is not empty/);
  });

  it('has a key that may be typed with spaces, and with nothing else added', () => {
    const key = randomBytes(16);
    const text = key.toString('base64url');
    assert.deepEqual(parseEnvelopeKey(` ${text.slice(0, 6)} ${text.slice(6)}\n`), key);
    for (const wrong of ['', text.slice(1), `${text}A`, `${text.slice(0, 21)}=`, `${'A'.repeat(21)}B`]) {
      assert.throws(() => parseEnvelopeKey(wrong), /22 characters/, wrong);
    }
  });
});
