import type { KeyRing, SigningKey } from 'lectern-signing';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';

/** A key, and when it begins to sign. */
export interface StoredKey extends SigningKey {
  /** Unix milliseconds; unset if the key signs as soon as it is the first. */
  readonly signsFromMs?: number;
}

export type StoredRing = readonly [StoredKey, ...ReadonlyArray<StoredKey>];

/**
 * The signing keys of an installation, wherever they lie: in the environment, in a file, or in the database. Changes
 * are made there, so they hold for every process that reads its keys there.
 */
export interface KeyStore {
  /** The ring that is in force; cheap enough for every request. The first key signs, all verify. */
  ring(): StoredRing;
  /**
   * Adds a new key. It verifies at once, and signs when all others verify with it.
   * @throws `conflict` when the keys cannot be changed from here, or are being changed
   */
  rotate(): Promise<StoredKey>;
  /**
   * Removes a key, which voids every URL that it signed.
   * @throws SigningError `key-unknown` for an id that is not there, `key-conflict` for the only key
   * @throws LecternError `conflict` for the only key that signs already, and as `rotate` does
   */
  remove(id: string): Promise<void>;
  /**
   * Takes over the keys of another installation: its first key signs, the keys already here go on verifying.
   * @throws SigningError `key-conflict` when a key here has the id of another key there
   * @throws LecternError `conflict` as `rotate` does
   */
  adopt(ring: KeyRing): Promise<void>;
  /**
   * Learns what other processes have changed, where `ring` does not see it by itself. Servers call it every
   * `refreshEveryMs`. Never rejects: when the keys cannot be read, the last ring stays in force.
   */
  refresh(): Promise<void>;
}

export const refreshEveryMs = 2000;

/** The keys of a ring as people see them, without their secrets; the one that signs is the first. */
export function listKeys(ring: StoredRing, nowMs: number) {
  return ring.map(({ id, createdAtMs, signsFromMs = 0 }, at) => ({
    id,
    createdAt: isoTimeOrNull(createdAtMs),
    signs: at === 0,
    signsFrom: at > 0 && signsFromMs > nowMs ? isoTime(signsFromMs) : null,
  }));
}
