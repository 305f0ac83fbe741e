import {
  asPackageError,
  assertFileSize,
  assertTotal,
  listTooLong,
  notThere,
  tooMany,
  twice,
} from './archive-limits.ts';
import type { FileSource } from './file-source.ts';
import { PackageError } from './package-error.ts';
import { type PackageLimits, packageLimits } from './package-limits.ts';
import { parsePackagePath } from './package-path.ts';
import type { LeftOut } from './problem.ts';

/**
 * A tar with gzip (RFC 1952): ustar and pax as in POSIX.1-2024 (pax, "ustar Interchange Format"), and long names of GNU tar.
 * It has no list of its files, so each read unpacks it again up to the file that is asked for; only that file comes
 * into memory. Links, devices and sparse files are left out.
 * @throws PackageError `archive-unreadable`, `archive-bomb`, `too-large`, `too-many-files`, `path-refused`, `path-ambiguous`
 */
export async function openTar(
  blob: Blob,
  name: string,
  limits: PackageLimits = packageLimits,
): Promise<FileSource> {
  const sizes = new Map<string, number>();
  const leftOut: Array<LeftOut> = [];
  try {
    for await (const { path, kind, size } of listEntries(blob, limits)) {
      if (kind !== 'file') leftOut.push({ path, ...reasons[kind] });
      else if (sizes.has(path)) throw twice(path);
      else sizes.set(path, size);
    }
  } catch (error) {
    throw asPackageError(error, 'It cannot be read as a tar with gzip');
  }
  return {
    name,
    leftOut,
    archives: new Set(['']),
    files: [...sizes].map(([path, size]) => ({ path, size })),
    async read(path) {
      assertFileSize(path, sizes.get(path) ?? 0, limits);
      try {
        for await (const entry of listEntries(blob, limits)) {
          if (entry.kind === 'file' && entry.path === path) return await entry.read();
        }
      } catch (error) {
        throw asPackageError(error, `"${path}" cannot be unpacked`, 'file-unreadable');
      }
      throw notThere(path);
    },
  };
}

interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | keyof typeof reasons;
  /** Bytes. */
  readonly size: number;
  /** Before the next entry is asked for. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

const reasons = {
  link: { code: 'link', why: 'is a link' },
  'name-not-text': { code: 'name-not-text', why: 'has a name that is not text' },
  'not-a-file': { code: 'not-a-file', why: 'is neither a file nor a folder' },
} as const;

const blockBytes = 512;

/** All but the folders. */
async function* listEntries(blob: Blob, limits: PackageLimits): AsyncGenerator<TarEntry> {
  const stream = createByteStream(blob, limits);
  /** What pax and GNU tar say of the next entry, or of all that follow. */
  let next: Extended = new Map();
  let all: Extended = new Map();
  let count = 0;
  let nameBytes = 0;
  const take = async (size: number) => {
    if (size > limits.maxMetadataBytes) throw listTooLong();
    const bytes = await stream.take(size);
    await stream.skip(paddingOf(size));
    return bytes;
  };
  try {
    for (let block = await stream.takeBlock(); block && !isZero(block); block = await stream.takeBlock()) {
      const header = parseHeader(block);
      if (header.type === 'x') next = new Map([...next, ...parsePax(await take(header.size))]);
      else if (header.type === 'g') all = new Map([...all, ...parsePax(await take(header.size))]);
      else if (header.type === 'L') next.set('path', untilNul(await take(header.size)));
      else if (header.type === 'K') await take(header.size);
      else {
        const said = new Map([...all, ...next]);
        next = new Map();
        const size = sizeOf(header, said);
        let left = size;
        const name = said.get('path')?.length ? said.get('path') : header.name;
        count += 1;
        nameBytes += name?.length ?? 0;
        if (count > limits.maxFiles) throw tooMany(limits);
        if (nameBytes > limits.maxDirectoryBytes) throw listTooLong();
        const entry = toEntry(header.type, name ?? header.name, said);
        if (entry) {
          const read = async () => {
            left = 0;
            return stream.take(size);
          };
          yield { ...entry, size, read };
        }
        await stream.skip(left + paddingOf(size));
      }
    }
    await stream.drain(); // so that gzip checks its checksum
  } finally {
    await stream.cancel();
  }
}

type Extended = Map<string, Uint8Array>;

const links = new Set(['1', '2']);
const files = new Set(['0', '7']);

/** Undefined for a folder. @throws PackageError `path-refused` */
function toEntry(
  type: string,
  name: Uint8Array,
  said: Extended,
): Pick<TarEntry, 'path' | 'kind'> | undefined {
  const text = inUtf8(name);
  const path = (text ?? new TextDecoder('latin1').decode(name)).replace(/^(?:\.\/+)+/, '');
  const isFolder = type === '5' || (files.has(type) && path.endsWith('/')); // the latter before POSIX
  const trimmed = isFolder ? path.replace(/(?<!\/)\/+$/, '') : path;
  if (isFolder && (trimmed === '' || trimmed === '.') && !path.startsWith('/')) return undefined; // tar of "."
  const parsed = parsePackagePath(trimmed);
  if (isFolder) return undefined;
  if (text === undefined) return { path: parsed, kind: 'name-not-text' };
  if (links.has(type)) return { path: parsed, kind: 'link' };
  const isSparse = [...said.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return { path: parsed, kind: files.has(type) && !isSparse ? 'file' : 'not-a-file' };
}

interface Header {
  readonly type: string;
  readonly name: Uint8Array;
  readonly size: number;
}

function parseHeader(block: Uint8Array): Header {
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (parseNumber(block.subarray(148, 156)) !== sum) throw damaged('a header has a wrong checksum');
  const type = String.fromCharCode(block[156] || 0x30);
  // The sparse map of old GNU tar may go on in blocks after the header.
  if (type === 'S') throw damaged('it has sparse files: pack it without --sparse');
  const name = untilNul(block.subarray(0, 100));
  const isPosix = latin1(block.subarray(257, 263)) === 'ustar\0';
  const prefix = isPosix ? untilNul(block.subarray(345, 500)) : new Uint8Array(0);
  const full = prefix.length === 0 ? name : Uint8Array.of(...prefix, 0x2f, ...name);
  return { type, name: full, size: parseNumber(block.subarray(124, 136)) };
}

/** Links, devices and folders have no bytes; some programs give a size for them all the same. */
const withoutBytes = new Set(['2', '3', '4', '5', '6']);

function sizeOf({ type, size }: Header, said: Extended): number {
  const given = said.get('size');
  const real = given?.length ? Number(latin1(given)) : size;
  if (!Number.isSafeInteger(real) || real < 0) throw damaged('a size is not a number');
  if (real > 0 && type === '1') throw damaged('a link has bytes of its own');
  return withoutBytes.has(type) ? 0 : real;
}

/** Octal digits between blanks and NULs, or base 256 of GNU tar. */
function parseNumber(field: Uint8Array): number {
  const [first = 0, ...others] = field;
  if (first === 0x80) {
    const value = others.reduce((total, byte) => total * 256 + byte, 0);
    if (Number.isSafeInteger(value)) return value;
  }
  const [, digits] = /^[ \0]*([0-7]*)[ \0]*$/.exec(latin1(field)) ?? [];
  if (digits === undefined) throw damaged('a number in a header cannot be read');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

/** Records `LENGTH KEY=VALUE\n`, where the length counts all of it. */
function parsePax(bytes: Uint8Array): Extended {
  const records: Extended = new Map();
  for (let at = 0; at < bytes.length; ) {
    const [, digits = '', key = ''] =
      /^(\d{1,10}) ([^=\n]+)=/.exec(latin1(bytes.subarray(at, at + maxKeyBytes))) ?? [];
    const end = at + Number(digits);
    const start = at + digits.length + key.length + 2;
    if (digits === '' || end > bytes.length || start >= end || bytes[end - 1] !== 0x0a) {
      throw damaged('an extended header cannot be read');
    }
    records.set(key, bytes.subarray(start, end - 1));
    at = end;
  }
  return records;
}

/** Of a record up to its `=`. */
const maxKeyBytes = 256;

const paddingOf = (size: number) => (blockBytes - (size % blockBytes)) % blockBytes;
const isZero = (block: Uint8Array) => block.every((byte) => byte === 0);
const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes); // `latin1` of TextDecoder is Windows-1252

function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function inUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const damaged = (why: string) =>
  new PackageError('archive-unreadable', `It cannot be read as a tar with gzip: ${why}.`);

/** Why its bytes cannot be unpacked. The first two are those of gzip (RFC 1952 §2.3.1). */
async function whyPacked(blob: Blob): Promise<string> {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b
    ? 'its data is damaged or cut off'
    : 'it is not compressed with gzip';
}

/** The unpacked bytes, in order. What is passed counts towards the limits of the whole. */
function createByteStream(blob: Blob, limits: PackageLimits) {
  const reader = blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  let chunk: Uint8Array = new Uint8Array(0);
  let total = 0;
  const more = async () => {
    const { value } = await reader.read().catch(async () => {
      throw damaged(await whyPacked(blob)); // Node's error has no message
    });
    total += value?.length ?? 0;
    assertTotal(total, blob.size, limits);
    chunk = value ?? new Uint8Array(0);
    return value !== undefined;
  };
  const pass = async (length: number, onPart: (part: Uint8Array, at: number) => void = () => {}) => {
    for (let at = 0; at < length; ) {
      if (chunk.length === 0 && !(await more())) throw damaged('it is cut off');
      const part = chunk.subarray(0, length - at);
      onPart(part, at);
      chunk = chunk.subarray(part.length);
      at += part.length;
    }
  };
  const take = async (length: number) => {
    const bytes = new Uint8Array(length);
    await pass(length, (part, at) => bytes.set(part, at));
    return bytes;
  };
  return {
    take,
    skip: (length: number) => pass(length),
    /** Undefined at the end. */
    async takeBlock() {
      while (chunk.length === 0) if (!(await more())) return undefined;
      return take(blockBytes);
    },
    async drain() {
      while (await more());
    },
    /** What is not read any more needs no error. */
    cancel: () => reader.cancel().catch(() => {}),
  };
}
