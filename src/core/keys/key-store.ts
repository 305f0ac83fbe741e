import type { KeyRing, SigningKey } from 'lectern-signing';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';

/** A key, and when it begins to sign. */
export interface StoredKey extends SigningKey {
  /** Unix milliseconds; unset if the key signs as soon as it is the first. */
  readonly signsFromMs?: number;
}

export type StoredRing = readonly [StoredKey, ...ReadonlyArray<StoredKey>];

/**
 * The signing keys of an installation, in the environment, in a file, or in the database. Changes apply to every process that reads its
 * keys there.
 */
export interface KeyStore {
  /** The current ring; cheap enough for every request. The first key signs, all verify. */
  ring(): StoredRing;
  /**
   * Adds a new key. It verifies immediately, and signs once every process verifies with it.
   * @throws `conflict` if the keys cannot be changed from here, or are being changed
   */
  rotate(): Promise<StoredKey>;
  /**
   * Removes a key, which voids every URL that it signed.
   * @throws SigningError `key-unknown` for an unknown id, `key-conflict` for the only key
   * @throws LecternError `conflict` for the only key that signs already, and like `rotate`
   */
  remove(id: string): Promise<void>;
  /**
   * Takes over the keys of another installation: its first key signs, and the existing keys still verify.
   * @throws SigningError `key-conflict` if an existing key has the id of a different key
   * @throws LecternError `conflict` like `rotate`
   */
  adopt(ring: KeyRing): Promise<void>;
  /**
   * Reads changes by other processes that `ring` does not see. Servers call it every `refreshEveryMs`. Never rejects: if the keys cannot be
   * read, the last ring stays in force.
   */
  refresh(): Promise<void>;
}

export const refreshEveryMs = 2000;

/** The keys of a ring as people see them, without secrets; the first one signs. */
export function listKeys(ring: StoredRing, nowMs: number) {
  return ring.map(({ id, createdAtMs, signsFromMs = 0 }, at) => ({
    id,
    createdAt: isoTimeOrNull(createdAtMs),
    signs: at === 0,
    signsFrom: at > 0 && signsFromMs > nowMs ? isoTime(signsFromMs) : null,
  }));
}
