import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** A key that verifies signed notes (C2SP `signed-note`), with the name of its log. */
export interface VerifierKey {
  /** The origin of the log's checkpoints. */
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** A text and the signatures below it. */
export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: ReadonlyArray<{
    readonly name: string;
    readonly keyId: string;
    readonly signature: Buffer;
  }>;
}

/** The state of a log (C2SP `tlog-checkpoint`). */
export interface Checkpoint {
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  readonly root: Buffer;
}

/** The type of a signature by Ed25519. */
const ed25519 = Buffer.from([1]);
const publicKeyBytes = 32;

const rawPublicKey = (key: KeyObject) => Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');

const keyIdOf = (name: string, typedKey: Uint8Array) =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typedKey]), 'buffer').subarray(0, 4);

/** `NAME+ID+KEY`, the published form of a key. */
export function formatVerifierKey(name: string, publicKey: KeyObject): string {
  const typedKey = Buffer.concat([ed25519, rawPublicKey(publicKey)]);
  return `${name}+${keyIdOf(name, typedKey).toString('hex')}+${typedKey.toString('base64')}`;
}

/** Parses `NAME+ID+KEY`; undefined if it is not such a key, or its id is wrong. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([\da-f]{8})\+([\w+/=]+)$/.exec(text) ?? [];
  const typedKey = Buffer.from(encoded, 'base64');
  if (typedKey.length !== 1 + publicKeyBytes || typedKey[0] !== ed25519[0]) return undefined;
  if (keyIdOf(name, typedKey).toString('hex') !== id) return undefined;
  const x = typedKey.subarray(1).toString('base64url');
  return { name, id, publicKey: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }) };
}

/** @param text ends with a newline and has no empty line */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const keyId = keyIdOf(name, Buffer.concat([ed25519, rawPublicKey(createPublicKey(privateKey))]));
  const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString('base64')}\n`;
}

/** Parses notes that follow each other in a text; undefined if anything else is in it. */
export function parseNotes(text: string): ReadonlyArray<SignedNote> | undefined {
  // Sticky: what is no note ends the search, instead of being searched from each of its characters.
  const notes = [...text.matchAll(/((?:[^\n]+\n)+)\n((?:— \S+ [\w+/=]+\n)+)/gy)];
  if (notes.map(([whole]) => whole).join('') !== text) return undefined;
  return notes.map(([, noted = '', lines = '']) => ({
    text: noted,
    signatures: lines
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, name = '', encoded = ''] = line.split(' ');
        const bytes = Buffer.from(encoded, 'base64');
        return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
      }),
  }));
}

export const isSignedBy = ({ text, signatures }: SignedNote, { name, id, publicKey }: VerifierKey): boolean =>
  signatures.some(
    (each) =>
      each.name === name && each.keyId === id && verify(null, Buffer.from(text), publicKey, each.signature),
  );

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Parses the text of a note; undefined if it is not a checkpoint. Ignores extension lines. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin = '', size = '', root = ''] = /^([^\n]+)\n(0|[1-9]\d*)\n([\w+/]{43}=)\n/.exec(text) ?? [];
  if (origin === '' || !Number.isSafeInteger(Number(size))) return undefined;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}
