import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import { discardObjects, takeReserved } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import { longestLifeMs } from '../../revocation/revocations.ts';
import type { EnvelopeKeys } from './envelope-keys.ts';
import type { EnvelopeTable } from './tables.ts';

export interface EnvelopePart {
  readonly taskId: string;
  readonly versionId: string;
  /** Whether it is an attachment of the task; absent for its PDF. */
  readonly isAttachment?: true;
  /** Whether it is not in the envelope, because the stored file differed from its record. */
  readonly isLeftOut: boolean;
}

export interface Envelope extends Readonly<Omit<EnvelopeTable, 'documents' | 'sealedKey'>> {
  readonly parts: ReadonlyArray<EnvelopePart>;
  /** 16 bytes. @throws OperatorError when it was sealed with another secret */
  key(): Buffer;
}

/** An envelope just stored under a reserved object key. */
export interface NewEnvelope
  extends Pick<Envelope, 'id' | 'contestId' | 'language' | 'objectKey' | 'size' | 'parts'> {
  readonly key: Uint8Array;
}

/** What is in an envelope. */
export const sealedParts = ({ parts }: Pick<Envelope, 'parts'>): ReadonlyArray<EnvelopePart> =>
  parts.filter(({ isLeftOut }) => !isLeftOut);

/** Whether an envelope was made of these versions, in this order. */
export const isMadeOf = (
  { parts }: Pick<Envelope, 'parts'>,
  versions: ReadonlyArray<{ readonly id: string }>,
): boolean =>
  parts.length === versions.length && parts.every(({ versionId }, at) => versionId === versions[at]?.id);

export const noEnvelope = () =>
  new LecternError(
    'not-found',
    'The contest has no envelope with this id. Get a new URL of its sealed statements.',
  );

/** Thousands of readers request the same envelope in the second of a start. */
const keptMs = 2000;
const keptAtMost = 100;

export type Envelopes = ReturnType<typeof createEnvelopes>;

export function createEnvelopes(parts: {
  readonly database: Database;
  readonly keys: EnvelopeKeys;
  readonly clock: Clock;
}) {
  const { keys, clock } = parts;
  const { kysely } = parts.database;

  function envelopeOf({ documents, sealedKey, ...row }: EnvelopeTable): Envelope {
    let opened: Buffer | undefined;
    const key = () => {
      opened ??= keys.open(sealedKey, row.id);
      return opened;
    };
    return { ...row, parts: JSON.parse(documents), key };
  }

  const kept = new Map<string, { readonly envelope: Envelope; readonly untilMs: number }>();

  /** Safe to cache: the content and the key of an envelope never change, and access is decided elsewhere at every request. */
  function keep(envelope: Envelope): void {
    const [oldest] = kept.size >= keptAtMost ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(envelope.id, { envelope, untilMs: clock.nowMs() + keptMs });
  }

  /** The current envelopes of a contest, sorted by language. */
  async function current(contestId: string): Promise<ReadonlyArray<Envelope>> {
    const rows = await kysely
      .selectFrom('envelopes')
      .selectAll()
      .where('contestId', '=', contestId)
      .where('replacedAt', 'is', null)
      .orderBy('language')
      .execute();
    return rows.map(envelopeOf);
  }

  const read = parts.database.prepareBatchedRead<{ contestId: string; envelopeId: string }, EnvelopeTable>(
    (db, param) =>
      db
        .selectFrom('envelopes')
        .selectAll()
        .where('id', '=', param('envelopeId'))
        .where('contestId', '=', param('contestId')),
  );

  return {
    current,
    /** The current envelope that best fits a reader's languages; undefined before there is one. */
    async fitting(
      contestId: string,
      preference: { readonly language: string | undefined; readonly acceptLanguage: string | undefined },
    ): Promise<Envelope | undefined> {
      return chooseDocument(await current(contestId), { ...preference, primaryLanguage: '' });
    },
    /**
     * Finds an envelope, even a replaced one. The result may be two seconds old, and so miss that another process has replaced or pruned it.
     * @throws LecternError `not-found`
     */
    async find(contestId: string, envelopeId: string): Promise<Envelope> {
      const known = kept.get(envelopeId);
      if (known?.envelope.contestId === contestId && clock.nowMs() < known.untilMs) return known.envelope;
      const [row] = await read({ contestId, envelopeId });
      if (!row) throw noEnvelope();
      const envelope = envelopeOf(row);
      keep(envelope);
      return envelope;
    },
    /**
     * Makes an envelope the current one of its language, if the expected one is still current.
     * @returns false when another has become current, or the contest is gone
     * @throws LecternError `upload-gone` when storing it took too long
     */
    async put(
      { key, parts: documents, ...envelope }: NewEnvelope,
      replaces: string | undefined,
    ): Promise<boolean> {
      const nowMs = clock.nowMs();
      const row: EnvelopeTable = {
        ...envelope,
        sealedKey: keys.seal(key, envelope.id),
        documents: JSON.stringify(documents),
        createdAt: nowMs,
        replacedAt: null,
      };
      return kysely.transaction().execute(async (trx) => {
        const isThere = await trx
          .selectFrom('contests')
          .select('id')
          .where('id', '=', envelope.contestId)
          .where('deletedAt', 'is', null)
          .executeTakeFirst();
        if (!isThere) return false;
        if (replaces !== undefined && !(await replace(trx, replaces, nowMs))) return false;
        const added = await trx
          .insertInto('envelopes')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!added) return false;
        await takeReserved(trx, envelope.objectKey, nowMs);
        return true;
      });
    },
    /** Ends the current envelope of a language that the contest no longer has. */
    async end(envelopeId: string): Promise<void> {
      await kysely.transaction().execute((trx) => replace(trx, envelopeId, clock.nowMs()));
    },
    /**
     * Deletes envelopes, with their keys, of contests that are gone or had ended for everyone at `nowMs` (Unix
     * milliseconds), in steps. A later sweep deletes their objects.
     * @returns how many
     */
    prune(nowMs: number, signal?: AbortSignal): Promise<number> {
      kept.clear();
      return deleteInChunks((limit) => pruneSome(nowMs, limit), signal);
    },
  };

  function pruneSome(nowMs: number, limit: number): Promise<number> {
    return kysely.transaction().execute(async (trx) => {
      const pruned = await trx
        .deleteFrom('envelopes')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('envelopes')
            .innerJoin('contests', 'contests.id', 'envelopes.contestId')
            .select('envelopes.id')
            .where(isOver(nowMs))
            .limit(limit),
        )
        .returning(['objectKey', 'replacedAt'])
        .execute();
      // The objects of replaced envelopes are already discarded.
      const objects = pruned.filter(({ replacedAt }) => replacedAt === null);
      await discardObjects(trx, objects, nowMs + longestLifeMs);
      return pruned.length;
    });
  }
}

/** Ends a current envelope. Its object stays while URLs of it may be valid. @returns whether it was current */
async function replace(trx: Kysely<Schema>, envelopeId: string, nowMs: number): Promise<boolean> {
  const replaced = await trx
    .updateTable('envelopes')
    .set({ replacedAt: nowMs })
    .where('id', '=', envelopeId)
    .where('replacedAt', 'is', null)
    .returning('objectKey')
    .executeTakeFirst();
  if (!replaced) return false;
  await discardObjects(trx, [replaced], nowMs + longestLifeMs);
  return true;
}

/** For a contest without an end, keys are kept this long after its start. */
const keptWithoutEndMs = 30 * 24 * 60 * 60 * 1000;

/** Whether a contest is gone, or has ended for the participant with the latest end. */
const isOver = (nowMs: number) => sql<boolean>`contests."deletedAt" is not null
  or coalesce(contests."endsAt", contests."startsAt" + ${sql.lit(keptWithoutEndMs)})
    + 1000 * coalesce((select max(own."delaySeconds" + own."extraSeconds") from "contestParticipants" as own
      where own."contestId" = contests.id), 0) <= ${nowMs}`;
