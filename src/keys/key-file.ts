import * as fs from 'node:fs';
import {
  adoptKeyRing,
  generateSigningKey,
  removeFromKeyRing,
  rotateKeyRing,
} from '../../signing/key-ring.ts';
import type { Clock } from '../clock.ts';
import { orUnusable, unusableKeyFile } from './key-file-error.ts';
import type { KeyStore } from './key-store.ts';
import { createKeyFileOnce, readKeyFile, replaceKeyFile } from './write-key-file.ts';

export interface KeyFileParts {
  readonly path: string;
  /**
   * `own`: in the data folder, made with one key if there is none, and for its owner alone. `mounted`: brought by
   * somebody else, so never made; its group may read it, as secrets of Kubernetes come like that.
   */
  readonly origin: 'own' | 'mounted';
  readonly clock: Clock;
}

/** Bits of a file's mode that must not be set. */
const forbiddenMode = { own: 0o077, mounted: 0o037 };

/**
 * The signing keys in one file that all processes of a machine share. A change by any process, also one that puts
 * another file or link in its place, holds from the next turn of the event loop on, so for every request that
 * comes after it, at the price of one `stat` a turn. A new key signs at once.
 * Throws OperatorError when the file cannot be used, and so does every method.
 */
export function openKeyFile({ path, origin, clock }: KeyFileParts): KeyStore {
  if (!fs.existsSync(path)) {
    if (origin === 'mounted') {
      throw unusableKeyFile(
        path,
        'it is missing, and a file that LECTERN_SIGNING_KEYS_FILE names is never made',
      );
    }
    createKeyFileOnce(path, [generateSigningKey(clock.nowMs())]);
  }
  let seen = fingerprint(path, origin);
  let ring = readKeyFile(path);
  let askedInThisTurn = false;

  function change(edit: Parameters<typeof replaceKeyFile>[1]): void {
    replaceKeyFile(path, edit);
    askedInThisTurn = false;
  }

  return {
    ring() {
      if (askedInThisTurn) return ring;
      const found = fingerprint(path, origin);
      if (found !== seen) {
        ring = readKeyFile(path);
        seen = found;
      }
      askedInThisTurn = true;
      setImmediate(() => {
        askedInThisTurn = false;
      });
      return ring;
    },
    async rotate() {
      const key = generateSigningKey(clock.nowMs());
      change((keys) => rotateKeyRing(keys, key));
      return key;
    },
    async remove(id) {
      change((keys) => removeFromKeyRing(keys, id));
    },
    async adopt(theirs) {
      change((keys) => adoptKeyRing(keys, theirs));
    },
    async refresh() {}, // `ring` looks by itself
  };
}

/** Changes whenever the file does: the inode tells of a replacement, `ctime` of a write or a new mode. */
function fingerprint(path: string, origin: KeyFileParts['origin']): string {
  const { ino, size, mode, ctimeNs } = orUnusable(path, () => fs.statSync(path, { bigint: true }));
  if ((Number(mode) & forbiddenMode[origin]) !== 0) {
    const right = origin === 'own' ? '600' : '640';
    throw unusableKeyFile(path, `others may read or change it. Run: chmod ${right} ${path}`);
  }
  return `${ino} ${size} ${ctimeNs}`;
}
