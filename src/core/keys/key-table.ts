import { createSecretKey } from 'node:crypto';
import type { Kysely } from 'kysely';
import { adoptKeyRing, generateSigningKey, removeFromKeyRing, type SigningKey } from 'lectern-signing';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { conflict, OperatorError } from '../../lib/errors.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';
import { createSeal } from '../../lib/seal.ts';
import { type KeyStore, refreshEveryMs, type StoredKey } from './key-store.ts';

/**
 * How long a new key only verifies. Every instance reads it long before, even one whose clock is some seconds off or whose database was
 * slow once.
 */
const propagationMs = 5 * refreshEveryMs;

export interface KeyTableParts {
  readonly database: Database;
  /** Seals the keys; 32 random bytes or more. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly log: RefreshLog;
}

/**
 * The signing keys in the table `signingKeys`, for all instances on one database. The first instance creates the first key.
 * @throws OperatorError if the secret does not open the keys
 * @throws `unavailable` if the database does not answer
 */
export async function openKeyTable({ database, secret, clock, log }: KeyTableParts): Promise<KeyStore> {
  const { kysely } = database;
  const seal = createKeySeal(secret);
  await makeFirstKey();
  let inForce = ringAt(await keysIn(kysely), clock.nowMs());
  let lastReading: Promise<void> = Promise.resolve();

  async function makeFirstKey(): Promise<void> {
    if ((await keysIn(kysely)).length > 0) return;
    await kysely.transaction().execute(async (transaction) => {
      if ((await keysIn(transaction)).length > 0) return;
      const nowMs = clock.nowMs();
      await insert(transaction, generateSigningKey(nowMs), nowMs);
    });
  }

  async function keysIn(db: Kysely<Schema>): Promise<ReadonlyArray<TimedKey>> {
    const rows = await db.selectFrom('signingKeys').selectAll().execute();
    return rows.map(({ id, sealed, createdAt, signsFrom }) => ({
      ...seal.open(sealed, { id, createdAtMs: createdAt }),
      signsFromMs: signsFrom,
    }));
  }

  async function insert(db: Kysely<Schema>, key: SigningKey, signsFrom: number): Promise<void> {
    const { id, createdAtMs: createdAt } = key;
    await db
      .insertInto('signingKeys')
      .values({ id, sealed: seal.seal(key), createdAt, signsFrom })
      .execute();
  }

  /** Serializes reads, so that an older state never replaces a newer one. */
  function read(): Promise<void> {
    const load = async () => {
      inForce = ringAt(await keysIn(kysely), clock.nowMs());
    };
    lastReading = lastReading.then(load, load);
    return lastReading;
  }

  /** Edits the table in a transaction, without concurrent edits. */
  async function change(
    edit: (transaction: Kysely<Schema>, ring: TimedRing, nowMs: number) => Promise<void>,
  ): Promise<void> {
    await kysely.transaction().execute(async (transaction) => {
      const nowMs = clock.nowMs();
      await edit(transaction, ringAt(await keysIn(transaction), nowMs).ring, nowMs);
    });
    await read();
  }

  return {
    ring() {
      const nowMs = clock.nowMs();
      if (nowMs >= inForce.untilMs) inForce = ringAt(inForce.ring, nowMs);
      return inForce.ring;
    },
    async rotate() {
      const nowMs = clock.nowMs();
      const [key, signsFromMs] = [generateSigningKey(nowMs), nowMs + propagationMs];
      await insert(kysely, key, signsFromMs);
      await read();
      return { ...key, signsFromMs };
    },
    remove: (id) =>
      change(async (transaction, ring, nowMs) => {
        removeFromKeyRing(ring, id); // only to validate
        const [first, next] = ring;
        if (id === first.id && next && next.signsFromMs > nowMs) {
          throw conflict(
            'only-signing-key',
            `"${id}" is still the only key that signs. Remove it after ${isoTime(next.signsFromMs)}.`,
          );
        }
        await transaction.deleteFrom('signingKeys').where('id', '=', id).execute();
      }),
    adopt: (theirs) =>
      change(async (transaction, ring, nowMs) => {
        adoptKeyRing(ring, theirs); // only to validate
        const signsFrom = nowMs + propagationMs;
        const here = new Map(ring.map((key) => [key.id, key]));
        for (const [at, key] of theirs.entries()) {
          const known = here.get(key.id);
          // Earlier than every real time: the other keys verify, and would sign only if no other key is left.
          if (!known) await insert(transaction, key, at === 0 ? signsFrom : -at);
          else if (at === 0 && known.id !== ring[0].id && known.signsFromMs <= nowMs) {
            await transaction
              .updateTable('signingKeys')
              .set({ signsFrom })
              .where('id', '=', key.id)
              .execute();
          }
        }
      }),
    refresh: createRefresh('the signing keys', read, log),
  };
}

/** Encrypts signing keys for places that others may read, such as a database and its backups. */
export interface KeySeal {
  /** The text of a `Seal`, different at every call. */
  seal(key: SigningKey): string;
  /**
   * Decrypts the key.
   * @throws OperatorError if the secret differs, or the text, the id or the time was changed
   */
  open(sealed: string, key: Pick<SigningKey, 'id' | 'createdAtMs'>): SigningKey;
}

type Named = Pick<SigningKey, 'id' | 'createdAtMs'>;

/** A seal for the purpose `lectern-key-seal-v1`, bound to the id and the creation time (Unix milliseconds, or nothing). */
export function createKeySeal(secret: Uint8Array): KeySeal {
  const { seal, open } = createSeal(secret, 'lectern-key-seal-v1');
  const namesOf = ({ id, createdAtMs }: Named) => [id, createdAtMs ?? ''];

  return {
    seal: (key) => seal(key.secret.export(), namesOf(key)),
    open(text, { id, createdAtMs }) {
      try {
        const secretBytes = open(text, namesOf({ id, createdAtMs }));
        return { id, secret: createSecretKey(secretBytes), createdAtMs };
      } catch (cause) {
        throw new OperatorError(
          `The signing key "${id}" in the database cannot be decrypted. Set LECTERN_SIGNING_KEYS_SECRET to the secret that encrypted it.`,
          { cause },
        );
      }
    },
  };
}

export type TimedKey = Required<StoredKey>;
export type TimedRing = readonly [TimedKey, ...ReadonlyArray<TimedKey>];

/** The ring at a time, and until when it stays the same. */
export interface RingInForce {
  readonly ring: TimedRing;
  /** Unix milliseconds; infinite if no key is waiting to sign. */
  readonly untilMs: number;
}

/**
 * Makes a ring of these keys, in any order. The first one signs: the last one whose time has come or, if none has because a clock was set
 * back, the one whose time comes first.
 * @throws OperatorError without a key
 */
export function ringAt(keys: ReadonlyArray<TimedKey>, nowMs: number): RingInForce {
  const newestFirst = keys.toSorted((a, b) => b.signsFromMs - a.signsFromMs || (a.id < b.id ? -1 : 1));
  const signing = newestFirst.findIndex(({ signsFromMs }) => signsFromMs <= nowMs);
  const waiting = signing === -1 ? newestFirst : newestFirst.slice(0, signing);
  const [first, ...others] = [...newestFirst.slice(waiting.length), ...waiting.toReversed()];
  if (first === undefined) {
    throw new OperatorError('The database has no signing keys. Restart an instance to create one.');
  }
  return { ring: [first, ...others], untilMs: waiting.at(-1)?.signsFromMs ?? Number.POSITIVE_INFINITY };
}
