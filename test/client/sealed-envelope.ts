import { createHash, randomBytes } from 'node:crypto';
import { encrypt } from 'http_ece';

const recordSize = 65_536;

/** An envelope as docs/envelopes.md describes it, sealed by the reference implementation of RFC 8188. */
export function sealEnvelope(
  pdfs: ReadonlyArray<Buffer>,
  key: Buffer = randomBytes(16),
  change: (index: Record<string, unknown>) => unknown = (index) => index,
): { readonly envelope: Buffer; readonly key: string } {
  let offset = 0;
  const documents = pdfs.map((pdf, at) => {
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const named = { taskId: `task-${at}`, versionId: `version-${at}`, fileName: `${at}.pdf` };
    const document = { ...named, size: pdf.length, sha256, offset };
    offset += pdf.length;
    return document;
  });
  const index = { format: 'lectern-envelope-v1', contestId: 'contest', language: 'en', documents };
  const bytes = Buffer.from(JSON.stringify(change(index)));
  return { envelope: seal(padded([lengthOf(bytes), bytes, ...pdfs]), key), key: key.toString('base64url') };
}

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
