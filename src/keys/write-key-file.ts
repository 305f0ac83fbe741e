import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { type KeyRing, parseKeyRing, serializeKeyRing } from '../../signing/key-ring.ts';
import { LecternError } from '../errors.ts';
import { orUnusable, unusableKeyFile } from './key-file-error.ts';

/** Reads the ring of a key file. Throws OperatorError. */
export function readKeyFile(path: string): KeyRing {
  return orUnusable(path, () => parseKeyRing(fs.readFileSync(path, 'utf8')));
}

/** Puts the first file in place whole, or leaves the file of a process that was faster. Throws OperatorError. */
export function createKeyFileOnce(path: string, ring: KeyRing): void {
  const temporary = `${path}.${randomUUID()}`;
  orUnusable(path, () => {
    fs.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = fs.openSync(temporary, 'wx', 0o600);
    try {
      writeDurably(file, serializeKeyRing(ring));
      fs.linkSync(temporary, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      fs.closeSync(file);
      fs.unlinkSync(temporary);
    }
    syncFolder(dirname(path));
  });
}

/**
 * Replaces the file in one step, where a link leads to if it is one; whoever could read it still can. The temporary
 * file is the lock as well: only one process can make it.
 * Throws OperatorError; `conflict` during another change, and where nothing can be written.
 */
export function replaceKeyFile(path: string, edit: (ring: KeyRing) => KeyRing): void {
  const real = orUnusable(path, () => fs.realpathSync(path));
  const temporary = `${real}.next`;
  const file = openLock(path, temporary);
  try {
    const text = serializeKeyRing(edit(readKeyFile(path)));
    orUnusable(path, () => {
      const { uid, gid, mode } = fs.statSync(real);
      fs.fchownSync(file, uid, gid);
      fs.fchmodSync(file, mode & 0o777);
      writeDurably(file, text);
      fs.renameSync(temporary, real);
    });
  } catch (error) {
    fs.unlinkSync(temporary);
    throw error;
  } finally {
    fs.closeSync(file);
  }
  orUnusable(path, () => syncFolder(dirname(real)));
}

function openLock(path: string, temporary: string): number {
  try {
    return fs.openSync(temporary, 'wx', 0o600);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') {
      throw new LecternError(
        'conflict',
        `The signing keys are being changed. If no process is at it, one has crashed: delete ${temporary} then.`,
      );
    }
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
      throw new LecternError(
        'conflict',
        `The signing keys in ${path} cannot be written from here (${code}): change them where the file comes from.`,
        { cause },
      );
    }
    throw unusableKeyFile(path, (cause as Error).message, cause);
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

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
