import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { createSeal, deriveKey } from '../../lib/seal.ts';
import type { IdempotencyKeyTable } from './tables.ts';

const purpose = 'lectern-idempotency-key-v1';
const livesMs = 24 * 60 * 60 * 1000;
/** No request takes longer, unless its process has died. */
const claimMs = 60 * 1000;
/** In characters: twice the response to the longest list of people. */
const maxAnswerSize = 8 * 1024 * 1024;
/** Per caller and day. */
const maxKeys = 10_000;
const maxTotalSize = 64 * 1024 * 1024;
const fullRetryAfterSeconds = 3600;

/** The request that a key is bound to. */
export interface KeyedRequest {
  /** Id of the account or the API key. */
  readonly caller: string;
  /** Such as `POST /api/v1/tasks`, without parameter values. */
  readonly route: string;
  /** Chosen by the caller. */
  readonly key: string;
  /** The content of the request, with parameter values. */
  readonly content: ReadonlyArray<string | Uint8Array>;
}

/** The HTTP response to store. */
export interface KeptReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The right to process the request. */
export interface Claim {
  /** Stores the response for a day from the claim. */
  keep(answer: KeptReply): Promise<void>;
  /** Frees the key as if it had never been used. */
  free(): Promise<void>;
}

/** Processes requests with an idempotency key only once across all instances. */
export interface IdempotencyStore {
  /**
   * Claims a key, or returns the response stored for it.
   * @throws LecternError `request-in-progress` for at most a minute; `idempotency-key-reused` for different content;
   *   `conflict` when the request was done but its response is lost; `rate-limited` when the caller has too many keys
   */
  claim(request: KeyedRequest): Promise<{ readonly claim: Claim } | { readonly answer: KeptReply }>;
  /** Deletes keys that had expired at `nowMs` (Unix milliseconds), in steps. @returns how many */
  prune(nowMs: number, signal?: AbortSignal): Promise<number>;
}

/** @param parts.secret the same in all instances; it seals the responses, which may contain links and keys */
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
    // The length of each part is hashed too, so that different parts cannot give the same input.
    for (const part of content) hmac.update(`${Buffer.byteLength(part)}\n`).update(part);
    return hmac.digest('base64url');
  }

  /** Takes a key that is free, has expired, or was claimed by a process that has died. */
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
      // Without a row, the first request has just failed.
      if (!kept || kept.answer === null) throw inProgress();
      return { answer: openAnswer(kept.answer, id) };
    },
    prune: (nowMs, signal) => deleteOld(kysely, 'idempotencyKeys', ['expiresAt', '<=', nowMs], signal),
  };

  function openAnswer(sealed: string, id: string): KeptReply {
    try {
      return JSON.parse(open(sealed, [id]).toString());
    } catch (cause) {
      throw conflict(
        'answer-lost',
        'The request was completed, but its reply can no longer be read. Check the result before you send it again.',
        { cause },
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
  new LecternError(
    'request-in-progress',
    'The first request with this key is still in progress. Try again in a moment.',
    {
      facts: { retryAfterSeconds: 1 },
    },
  );
