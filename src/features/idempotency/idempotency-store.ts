import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { createSeal, deriveKey } from '../../lib/seal.ts';
import type { IdempotencyKeyTable } from './tables.ts';

const purpose = 'lectern-idempotency-key-v1';
const livesMs = 24 * 60 * 60 * 1000;
/** No request takes longer, unless the process that works on it has died. */
const claimMs = 60 * 1000;
/** In characters: twice the answer to the longest list of people. */
const maxAnswerSize = 8 * 1024 * 1024;
/** Of one caller, in the last day. */
const maxKeys = 10_000;
const maxTotalSize = 64 * 1024 * 1024;
const fullRetryAfterSeconds = 3600;

/** What a key is bound to. */
export interface KeyedRequest {
  /** The account that asks, or the API key. */
  readonly caller: string;
  /** `POST /api/v1/tasks`, without values of its parameters. */
  readonly route: string;
  /** As the caller chose it. */
  readonly key: string;
  /** All that is asked, values of parameters included. */
  readonly content: ReadonlyArray<string | Uint8Array>;
}

/** An answer as it was sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The right to do what was asked. */
export interface Claim {
  /** Keeps the answer for a day from the claim. */
  keep(answer: Answer): Promise<void>;
  /** Makes the key as if it had not been used. */
  free(): Promise<void>;
}

/** Keeps what is asked with an idempotency key from being done twice, by whichever instance it is asked. */
export interface IdempotencyStore {
  /**
   * Claims a key, or gives the answer that is kept by it.
   * @throws LecternError `request-in-progress` for at most a minute; `idempotency-key-reused` for another content;
   *   `conflict` when it was done and its answer cannot be given; `rate-limited` when the caller has too many keys
   */
  claim(request: KeyedRequest): Promise<{ readonly claim: Claim } | { readonly answer: Answer }>;
  /** Deletes what has expired at a time (Unix milliseconds), in steps. @returns how many */
  prune(nowMs: number, signal?: AbortSignal): Promise<number>;
}

/** @param parts.secret the same in all instances; it seals the answers, which may have links and keys in them */
export function createIdempotencyStore(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly secret: string;
}): IdempotencyStore {
  const { clock } = parts;
  const { kysely } = parts.database;
  const { seal, open } = createSeal(Buffer.from(parts.secret), purpose);
  const hashingKey = deriveKey(parts.secret, `${purpose}-hash`);

  function hash(content: ReadonlyArray<string | Uint8Array>): string {
    const hmac = createHmac('sha256', hashingKey);
    // Each with its length, so that no other parts make the same whole.
    for (const part of content) hmac.update(`${Buffer.byteLength(part)}\n`).update(part);
    return hmac.digest('base64url');
  }

  /** Takes a key that is free, has expired, or was claimed by a process that must have died. */
  async function take(row: Pick<IdempotencyKeyTable, 'id' | 'caller' | 'request' | 'claim'>, nowMs: number) {
    const values = { ...row, claimedAt: nowMs, expiresAt: nowMs + livesMs, size: 0, answer: null };
    // One statement, so a second caller waits for the first and then sees its claim.
    const taken = await kysely
      .insertInto('idempotencyKeys')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(values)
          .where(({ and, eb, or }) =>
            or([
              eb('idempotencyKeys.expiresAt', '<=', nowMs),
              and([
                eb('idempotencyKeys.answer', 'is', null),
                eb('idempotencyKeys.claimedAt', '<=', nowMs - claimMs),
              ]),
            ]),
          ),
      )
      .returning('id')
      .executeTakeFirst();
    return taken !== undefined;
  }

  function claimOf(id: string, claim: string): Claim {
    return {
      async keep(answer) {
        const text = JSON.stringify(answer);
        const sealed = text.length > maxAnswerSize ? '' : seal(Buffer.from(text), [id]);
        await kysely
          .updateTable('idempotencyKeys')
          .set({ answer: sealed, size: sealed.length })
          .where('id', '=', id)
          .where('claim', '=', claim)
          .execute();
      },
      async free() {
        await kysely.deleteFrom('idempotencyKeys').where('id', '=', id).where('claim', '=', claim).execute();
      },
    };
  }

  return {
    async claim({ caller, route, key, content }) {
      const nowMs = clock.nowMs();
      const id = hash([caller, route, key]);
      const request = hash(content);
      await assertRoom(kysely, caller, nowMs);
      const claim = newId();
      if (await take({ id, caller, request, claim }, nowMs)) return { claim: claimOf(id, claim) };
      const kept = await kysely
        .selectFrom('idempotencyKeys')
        .select(['request', 'answer'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (kept && kept.request !== request) {
        throw new LecternError('idempotency-key-reused', 'Use a new key for every new request.');
      }
      // Without a row the first has failed just now.
      if (!kept || kept.answer === null) throw inProgress();
      return { answer: openAnswer(kept.answer, id) };
    },
    prune: (nowMs, signal) => deleteOld(kysely, 'idempotencyKeys', ['expiresAt', '<=', nowMs], signal),
  };

  function openAnswer(sealed: string, id: string): Answer {
    try {
      return JSON.parse(open(sealed, [id]).toString());
    } catch (cause) {
      throw new LecternError(
        'conflict',
        'This was done, but its answer can no longer be read. Check what exists now.',
        { facts: { reason: 'answer-lost' }, cause },
      );
    }
  }
}

/** @throws LecternError `rate-limited` */
async function assertRoom(kysely: Kysely<Schema>, caller: string, nowMs: number): Promise<void> {
  const { keys, size } = await kysely
    .selectFrom('idempotencyKeys')
    .select(({ fn }) => [fn.countAll().as('keys'), fn.sum('size').as('size')])
    .where('caller', '=', caller)
    .where('expiresAt', '>', nowMs)
    .executeTakeFirstOrThrow();
  if (Number(keys) < maxKeys && Number(size) < maxTotalSize) return;
  throw new LecternError(
    'rate-limited',
    'You have used too many idempotency keys in the last day. Send the request without a key, or try again later.',
    { facts: { retryAfterSeconds: fullRetryAfterSeconds } },
  );
}

const inProgress = () =>
  new LecternError('request-in-progress', 'The first request with this key is still in progress. Wait.', {
    facts: { retryAfterSeconds: 1 },
  });
