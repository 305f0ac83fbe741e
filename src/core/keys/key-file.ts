import * as fs from 'node:fs';
import { adoptKeyRing, generateSigningKey, removeFromKeyRing, rotateKeyRing } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import { exposureOf, type SecretFileOrigin } from '../../lib/file-exposure.ts';
import { createKeyRing, orUnusable, readKeyRing, replaceKeyRing, unusable } from './key-ring-file.ts';
import type { KeyStore } from './key-store.ts';

export interface KeyFileParts {
  readonly path: string;
  /** `own` is made with one key if there is none; `mounted` never is. */
  readonly origin: SecretFileOrigin;
  readonly clock: Clock;
}

/**
 * The signing keys in one file that all processes of a machine share. A change by any process, also one that puts
 * another file or link in its place, holds from the next tick of the event loop on, so for every request that
 * comes after it, at the price of one `stat` a tick. A new key signs at once.
 * @throws OperatorError when the file cannot be used, as every method does
 */
export async function openKeyFile({ path, origin, clock }: KeyFileParts): Promise<KeyStore> {
  if (!fs.existsSync(path)) {
    if (origin === 'mounted') {
      throw unusable(path, 'it is missing, and a file that LECTERN_SIGNING_KEYS_FILE names is never made');
    }
    await createKeyRing(path, [generateSigningKey(clock.nowMs())]);
  }
  let seen = fingerprint(path, origin);
  let ring = readKeyRing(path);
  let askedInThisTick = false;
  let lastChange: Promise<void> = Promise.resolve();

  /** One after another; changes by two processes at once are a conflict. */
  function change(edit: Parameters<typeof replaceKeyRing>[1]): Promise<void> {
    const replace = async () => {
      await replaceKeyRing(path, edit);
      askedInThisTick = false;
    };
    lastChange = lastChange.then(replace, replace);
    return lastChange;
  }

  return {
    ring() {
      if (askedInThisTick) return ring;
      const found = fingerprint(path, origin);
      if (found !== seen) {
        ring = readKeyRing(path);
        seen = found;
      }
      askedInThisTick = true;
      setImmediate(() => {
        askedInThisTick = false;
      });
      return ring;
    },
    async rotate() {
      const key = generateSigningKey(clock.nowMs());
      await change((keys) => rotateKeyRing(keys, key));
      return key;
    },
    remove: (id) => change((keys) => removeFromKeyRing(keys, id)),
    adopt: (theirs) => change((keys) => adoptKeyRing(keys, theirs)),
    async refresh() {}, // `ring` looks by itself
  };
}

/** Changes whenever the file does: the inode tells of a replacement, `ctime` of a write or a new mode. */
function fingerprint(path: string, origin: KeyFileParts['origin']): string {
  const { ino, size, mode, ctimeNs } = orUnusable(path, () => fs.statSync(path, { bigint: true }));
  const exposure = exposureOf(path, Number(mode), origin);
  if (exposure !== undefined) throw unusable(path, exposure);
  return `${ino} ${size} ${ctimeNs}`;
}
