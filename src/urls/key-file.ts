import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import { LecternError } from '../errors.ts';
import {
  generateSigningKey,
  type KeyRing,
  parseKeyRing,
  removeFromKeyRing,
  rotateKeyRing,
  type SigningKey,
  serializeKeyRing,
} from '../signing/key-ring.ts';

/** The signing keys in one file that all processes of a machine share. */
export interface KeyFile {
  /**
   * The ring as the file has it now: a change by any process holds from the next turn of the event loop on,
   * so for every request that comes after it, at the price of one `stat` a turn. Throws `KeyFileError`.
   */
  ring(): KeyRing;
  /** Adds a new key, which signs from now on. Throws `KeyFileError`, or `conflict` during another change. */
  rotate(): SigningKey;
  /** Removes a key, which voids every URL that it signed. Throws as `rotate` and `removeFromKeyRing` do. */
  remove(id: string): void;
}

/**
 * The key file cannot be used; the message names it and the problem for the operator. This is no
 * `LecternError`, so that a client of the API is told `internal` and never the path.
 */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`The signing keys in ${path} cannot be used: ${problem}`, { cause });
  }
}

/** Opens the key file, and makes it with one key if there is none. Throws `KeyFileError`. */
export function createKeyFile(path: string, clock: Clock): KeyFile {
  if (!fs.existsSync(path)) createOnce(path, [generateSigningKey(clock.nowMs())]);
  let seen = fingerprint(path);
  let ring = read(path);
  let askedInThisTurn = false;

  return {
    ring() {
      if (askedInThisTurn) return ring;
      const found = fingerprint(path);
      if (found !== seen) {
        ring = read(path);
        seen = found;
      }
      askedInThisTurn = true;
      setImmediate(() => {
        askedInThisTurn = false;
      });
      return ring;
    },
    rotate() {
      const key = generateSigningKey(clock.nowMs());
      replace(path, (keys) => rotateKeyRing(keys, key));
      askedInThisTurn = false;
      return key;
    },
    remove(id) {
      replace(path, (keys) => removeFromKeyRing(keys, id));
      askedInThisTurn = false;
    },
  };
}

/** Changes whenever the file does: the inode tells of a replacement, `ctime` of a write or a new mode. */
function fingerprint(path: string): string {
  const { ino, size, mode, ctimeNs } = orKeyFileError(path, () => fs.statSync(path, { bigint: true }));
  if ((mode & 0o077n) !== 0n) throw new KeyFileError(path, `others may read it. Run: chmod 600 ${path}`);
  return `${ino} ${size} ${ctimeNs}`;
}

function read(path: string): KeyRing {
  return orKeyFileError(path, () => parseKeyRing(fs.readFileSync(path, 'utf8')));
}

/** Puts the first file in place whole, or leaves the file of a process that was faster. */
function createOnce(path: string, ring: KeyRing): void {
  const temporary = `${path}.${randomUUID()}`;
  orKeyFileError(path, () => {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = fs.openSync(temporary, 'wx', 0o600);
    try {
      writeDurably(file, serializeKeyRing(ring));
      fs.linkSync(temporary, path);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      fs.closeSync(file);
      fs.unlinkSync(temporary);
    }
    syncFolder(dirname(path));
  });
}

/** Replaces the file in one step. The temporary file is the lock as well: only one process can make it. */
function replace(path: string, edit: (ring: KeyRing) => KeyRing): void {
  const temporary = `${path}.next`;
  const file = openLock(path, temporary);
  try {
    const text = serializeKeyRing(edit(read(path)));
    orKeyFileError(path, () => {
      writeDurably(file, text);
      fs.renameSync(temporary, path);
    });
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  } finally {
    fs.closeSync(file);
  }
  orKeyFileError(path, () => syncFolder(dirname(path)));
}

function openLock(path: string, temporary: string): number {
  try {
    return fs.openSync(temporary, 'wx', 0o600);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw keyFileError(path, error);
    throw new LecternError(
      'conflict',
      `The signing keys are being changed. If no process is at it, one has crashed: delete ${temporary} then.`,
    );
  }
}

function writeDurably(file: number, text: string): void {
  fs.writeFileSync(file, text);
  fs.fsyncSync(file);
}

/** A new name in a folder survives a power failure only when the folder itself is flushed. */
function syncFolder(path: string): void {
  const folder = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}

function orKeyFileError<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw keyFileError(path, error);
  }
}

function keyFileError(path: string, cause: unknown): KeyFileError {
  return new KeyFileError(path, cause instanceof Error ? cause.message : String(cause), cause);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
