import { type Kysely, sql } from 'kysely';
import { longestLifeMs } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import { discardObject, takeReserved } from '../../domain/tasks/pending-deletions.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import type { EnvelopeKeys } from './envelope-keys.ts';
import type { EnvelopeTable } from './tables.ts';

/** A document that an envelope was made of. */
export interface EnvelopePart {
  readonly taskId: string;
  readonly versionId: string;
  /** Whether it was not as recorded when it was to be sealed, and so is not in the envelope. */
  readonly isLeftOut: boolean;
}

export interface Envelope extends Readonly<Omit<EnvelopeTable, 'documents' | 'sealedKey'>> {
  readonly parts: ReadonlyArray<EnvelopePart>;
  /** 16 bytes. @throws OperatorError when it was sealed with another secret */
  key(): Buffer;
}

/** An envelope that has just been stored under a reserved key. */
export interface NewEnvelope
  extends Pick<Envelope, 'id' | 'contestId' | 'language' | 'objectKey' | 'size' | 'parts'> {
  readonly key: Uint8Array;
}

/** The ids of the tasks that an envelope opens. */
export const sealedTasks = ({ parts }: Pick<Envelope, 'parts'>): ReadonlyArray<string> =>
  parts.filter(({ isLeftOut }) => !isLeftOut).map(({ taskId }) => taskId);

/** Whether an envelope was made of these versions, in this order. */
export const isMadeOf = (
  { parts }: Pick<Envelope, 'parts'>,
  versions: ReadonlyArray<{ readonly id: string }>,
): boolean =>
  parts.length === versions.length && parts.every(({ versionId }, at) => versionId === versions[at]?.id);

/** Thousands ask for the same one in the second of a start. */
const keptMs = 2000;
const keptAtMost = 100;

/** The sealed envelopes of contests as they are recorded. */
export interface Envelopes {
  /** The current ones of a contest, by language. */
  current(contestId: string): Promise<ReadonlyArray<Envelope>>;
  /** The current one that fits a reader's languages best; undefined before there is one. */
  fitting(
    contestId: string,
    preference: { readonly language: string | undefined; readonly acceptLanguage: string | undefined },
  ): Promise<Envelope | undefined>;
  /**
   * Also one that was replaced. One that another process has pruned is found for two seconds more, and whether one is
   * replaced may be as old.
   * @throws LecternError `not-found`
   */
  find(contestId: string, envelopeId: string): Promise<Envelope>;
  /**
   * Makes an envelope the current one of its language, in the place of the one that is expected to be it.
   * @returns false when another one has become that meanwhile, or the contest is gone
   * @throws LecternError `upload-gone` when storing it took too long
   */
  put(envelope: NewEnvelope, replaces: string | undefined): Promise<boolean>;
  /** Ends the current one of a language that the contest does not have any more. */
  end(envelopeId: string): Promise<void>;
  /**
   * Forgets, with their keys, envelopes of contests that had ended for everybody at a time (Unix milliseconds), or that
   * are gone, in steps. Their objects are deleted by a later sweep.
   * @returns how many
   */
  prune(nowMs: number, signal?: AbortSignal): Promise<number>;
}

export function createEnvelopes(parts: {
  readonly database: Database;
  readonly keys: EnvelopeKeys;
  readonly clock: Clock;
}): Envelopes {
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

  /** What an envelope has and what opens it never changes. Who may have them is decided each time, and not here. */
  function keep(envelope: Envelope): void {
    const [oldest] = kept.size >= keptAtMost ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(envelope.id, { envelope, untilMs: clock.nowMs() + keptMs });
  }

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
    async fitting(contestId, preference) {
      return chooseDocument(await current(contestId), { ...preference, primaryLanguage: '' });
    },
    async find(contestId, envelopeId) {
      const known = kept.get(envelopeId);
      if (known?.envelope.contestId === contestId && clock.nowMs() < known.untilMs) return known.envelope;
      const [row] = await read({ contestId, envelopeId });
      if (!row) throw new LecternError('not-found', 'The contest has no such envelope.');
      const envelope = envelopeOf(row);
      keep(envelope);
      return envelope;
    },
    async put({ key, parts: documents, ...envelope }, replaces) {
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
    async end(envelopeId) {
      await kysely.transaction().execute((trx) => replace(trx, envelopeId, clock.nowMs()));
    },
    prune(nowMs, signal) {
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
      // Those of replaced ones are discarded already.
      const objects = pruned.filter(({ replacedAt }) => replacedAt === null);
      const rows = objects.map(({ objectKey }) => ({ objectKey, deleteAt: nowMs + longestLifeMs }));
      await insertRows(trx, 'discardedObjects', rows);
      return pruned.length;
    });
  }
}

/** Ends a current envelope, whose object stays for as long as somebody may have a URL of it. @returns whether it was */
async function replace(trx: Kysely<Schema>, envelopeId: string, nowMs: number): Promise<boolean> {
  const replaced = await trx
    .updateTable('envelopes')
    .set({ replacedAt: nowMs })
    .where('id', '=', envelopeId)
    .where('replacedAt', 'is', null)
    .returning('objectKey')
    .executeTakeFirst();
  if (!replaced) return false;
  const { objectKey } = replaced;
  await discardObject(trx, objectKey, nowMs + longestLifeMs);
  return true;
}

/** Of a contest without an end, the keys are kept for so long after its start. */
const keptWithoutEndMs = 30 * 24 * 60 * 60 * 1000;

/** Whether a contest is gone, or has ended for those with the latest end of their own. */
const isOver = (nowMs: number) => sql<boolean>`contests."deletedAt" is not null
  or coalesce(contests."endsAt", contests."startsAt" + ${sql.lit(keptWithoutEndMs)})
    + 1000 * coalesce((select max(own."delaySeconds" + own."extraSeconds") from "contestParticipants" as own
      where own."contestId" = contests.id), 0) <= ${nowMs}`;
