import { createHash, randomBytes } from 'node:crypto';
import { encrypt } from 'http_ece';

const recordSize = 65_536;

/** An envelope as docs/envelopes.md describes it, sealed by the reference implementation of RFC 8188. */
export function sealEnvelope(
  pdfs: ReadonlyArray<Buffer>,
  key: Buffer = randomBytes(16),
  change: (index: Record<string, unknown>) => unknown = (index) => index,
  attached: ReadonlyArray<Buffer> = [],
): { readonly envelope: Buffer; readonly key: string } {
  let offset = 0;
  const place = <Named extends object>(named: Named, bytes: Buffer) => {
    const placed = { ...named, size: bytes.length, sha256: sha256(bytes), offset };
    offset += bytes.length;
    return placed;
  };
  const documents = pdfs.map((pdf, at) =>
    place({ taskId: `task-${at}`, versionId: `version-${at}`, fileName: `${at}.pdf` }, pdf),
  );
  const attachments = attached.map((bytes, at) => {
    const ids = { attachmentId: `attachment-${at}`, versionId: `attached-${at}` };
    return place({ taskId: `task-${at}`, ...ids, fileName: `${at}.zip` }, bytes);
  });
  const index = {
    ...{ format: 'lectern-envelope-v1', contestId: 'contest', language: 'en', documents },
    ...(attached.length > 0 && { attachments }),
  };
  const bytes = Buffer.from(JSON.stringify(change(index)));
  const envelope = seal(padded([lengthOf(bytes), bytes, ...pdfs, ...attached]), key);
  return { envelope, key: key.toString('base64url') };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const seal = (plaintext: Buffer, key: Buffer, rs = recordSize): Buffer =>
  encrypt(plaintext, { version: 'aes128gcm', key, salt: randomBytes(16), rs });

export function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

/** Pads to the size class. */
export function padded(parts: ReadonlyArray<Buffer>): Buffer {
  const content = Buffer.concat(parts);
  let size = 2 ** 20;
  while (size < content.length) size *= 2;
  return Buffer.concat([content], size);
}
