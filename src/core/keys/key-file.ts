import * as fs from 'node:fs';
import { adoptKeyRing, generateSigningKey, removeFromKeyRing, rotateKeyRing } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import { exposureOf, type SecretFileOrigin } from '../../lib/file-exposure.ts';
import { createKeyRing, orUnusable, readKeyRing, replaceKeyRing, unusable } from './key-ring-file.ts';
import type { KeyStore } from './key-store.ts';

export interface KeyFileParts {
  readonly path: string;
  /** `own` is created with one key if it is missing; `mounted` never is. */
  readonly origin: SecretFileOrigin;
  readonly clock: Clock;
}

/**
 * The signing keys in one file that all processes of a machine share. A change by any process, even one that replaces the file or a link to
 * it, applies from the next tick of the event loop, so to every later request, at the cost of one `stat` per tick. A new key signs
 * immediately.
 * @throws OperatorError from every method, if the file cannot be used
 */
export async function openKeyFile({ path, origin, clock }: KeyFileParts): Promise<KeyStore> {
  if (!fs.existsSync(path)) {
    if (origin === 'mounted') {
      throw unusable(
        path,
        'it is missing. Lectern never creates the file that LECTERN_SIGNING_KEYS_FILE names.',
      );
    }
    await createKeyRing(path, [generateSigningKey(clock.nowMs())]);
  }
  let seen = fingerprint(path, origin);
  let ring = readKeyRing(path);
  let askedInThisTick = false;
  let lastChange: Promise<void> = Promise.resolve();

  /** Serializes changes; concurrent changes by two processes are a conflict. */
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
    async refresh() {}, // `ring` checks the file
  };
}

/** Differs whenever the file has changed: a replacement changes the inode, a write or a new mode changes `ctime`. */
function fingerprint(path: string, origin: KeyFileParts['origin']): string {
  const { ino, size, mode, ctimeNs } = orUnusable(path, () => fs.statSync(path, { bigint: true }));
  const exposure = exposureOf(path, Number(mode), origin);
  if (exposure !== undefined) throw unusable(path, exposure);
  return `${ino} ${size} ${ctimeNs}`;
}
