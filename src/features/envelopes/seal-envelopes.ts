import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import type { Contest } from '../../domain/contests/contest.ts';
import { deliveredName } from '../../domain/tasks/file-names.ts';
import { openStored } from '../../domain/tasks/inspect-stored.ts';
import type { PendingDeletions } from '../../domain/tasks/pending-deletions.ts';
import type { CurrentDocument } from '../../domain/tasks/task-detail.ts';
import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { encrypt, encryptedSize, keyBytes, saltBytes } from './encrypted-content.ts';
import { type EnvelopeContents, filesOf, type ReadContents } from './envelope-contents.ts';
import { contentOf, type EnvelopeIndex, frame } from './envelope-format.ts';
import { type Envelope, type Envelopes, isMadeOf } from './envelopes.ts';

/**
 * Seals the statements of contests whose envelopes may soon be fetched. Until the contest starts, it seals missing
 * envelopes and those whose content has changed. Logs failures and retries them at the next run.
 * @param acquire called once there is work; false leaves it to another instance
 * @returns how many envelopes were sealed; stops early on `signal`
 */
export type SealEnvelopes = (acquire: () => Promise<boolean>, signal?: AbortSignal) => Promise<number>;

/** Seals this long before envelopes may be fetched, so that they are ready in time. */
const leadMs = 10 * 60 * 1000;
/** Keeps an envelope at least this long, so that several changes are sealed together. */
const settleMs = 30 * 1000;
/** How often the storage is checked: it may lose an envelope, or be restored without it. */
const lookEveryMs = 5 * 60 * 1000;
const rememberedIds = 1000;
/** Those that start first come first. */
const contestsAtOnce = 100;

interface SealingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: { readonly error: (facts: object, message: string) => void };
  readonly driver: StorageDriver;
  readonly pendingDeletions: Pick<PendingDeletions, 'reserve'>;
  readonly envelopes: Envelopes;
  readonly readContents: ReadContents;
}

export function createSealEnvelopes(parts: SealingParts): SealEnvelopes {
  const { database, clock, log, driver, envelopes, readContents } = parts;
  const seal = createSealEnvelope(parts);
  /** When envelopes were last seen in the storage, by id (Unix milliseconds). */
  const seenAt = new Map<string, number>();
  type Wanted = Pick<Contest, 'id' | 'startsAt' | 'endsAt'>;

  function soonToBeFetched(nowMs: number): Promise<ReadonlyArray<Wanted>> {
    return database.kysely
      .selectFrom('contests')
      .select(['id', 'startsAt', 'endsAt'])
      .whereRef('prefetchFrom', '<', 'startsAt')
      .where('prefetchFrom', '<=', nowMs + leadMs)
      .where('startsAt', '>', nowMs)
      .where('deletedAt', 'is', null)
      .orderBy('startsAt')
      .limit(contestsAtOnce)
      .execute();
  }

  async function sealContest(contest: Wanted): Promise<number> {
    const wanted = await readContents(contest);
    const current = await envelopes.current(contest.id);
    let sealed = 0;
    for (const contents of wanted) {
      const known = current.find(({ language }) => language === contents.language);
      if (known && (await isUsable(known))) {
        const isRecent = known.createdAt > clock.nowMs() - settleMs;
        if (isRecent || isMadeOf(known, filesOf(contents))) continue;
      }
      if (await seal(contest.id, contents, known?.id)) sealed += 1;
    }
    for (const { id, language } of current) {
      if (!wanted.some((contents) => contents.language === language)) await envelopes.end(id);
    }
    return sealed;
  }

  /** False if the object is missing, such as after a restore, or the secret that seals the keys has changed. */
  async function isUsable(envelope: Envelope): Promise<boolean> {
    try {
      envelope.key();
    } catch {
      return false;
    }
    const nowMs = clock.nowMs();
    if ((seenAt.get(envelope.id) ?? 0) > nowMs - lookEveryMs) return true;
    if ((await driver.head(parseObjectKey(envelope.objectKey))) === undefined) return false;
    if (seenAt.size >= rememberedIds) seenAt.clear();
    seenAt.set(envelope.id, nowMs);
    return true;
  }

  return async (acquire, signal) => {
    const contests = await soonToBeFetched(clock.nowMs());
    if (contests.length === 0 || !(await acquire())) return 0;
    let sealed = 0;
    for (const contest of contests) {
      if (signal?.aborted) break;
      try {
        sealed += await sealContest(contest);
      } catch (error) {
        log.error(
          { contestId: contest.id, error: String(error) },
          'sealing an envelope failed; retrying later',
        );
      }
    }
    return sealed;
  };
}

/** Thrown when a stored file differs from its record. */
class Broken extends Error {
  readonly versionId: string;
  constructor(versionId: string) {
    super('A file is not stored as recorded.');
    this.versionId = versionId;
  }
}

/** Seals one envelope in constant memory, and makes it current. @returns whether it became current */
function createSealEnvelope({ driver, pendingDeletions, envelopes }: SealingParts) {
  /** @throws Broken, at the latest after the last chunk, when the file differs from its record */
  async function* read(file: CurrentDocument): AsyncGenerator<Uint8Array> {
    const object = await openStored(driver, file);
    if ('problem' in object) throw new Broken(file.id);
    const hash = createHash('sha256');
    try {
      for await (const chunk of object.stream()) {
        hash.update(chunk);
        yield chunk;
      }
    } finally {
      await object.close();
    }
    if (hash.digest('hex') !== file.sha256) throw new Broken(file.id);
  }

  function encryptedWithNewKey(contestId: string, contents: EnvelopeContents) {
    const { language, documents, attachments } = contents;
    const secret = { key: randomBytes(keyBytes), salt: randomBytes(saltBytes) };
    const index: EnvelopeIndex = {
      contestId,
      language,
      documents: documents.map(({ id, taskId, language: own, objectKey, fileName, size, sha256 }) => ({
        taskId,
        versionId: id,
        language: own,
        fileName: deliveredName(fileName, objectKey),
        size,
        sha256,
      })),
      attachments: attachments.map(({ id, taskId, attachmentId, objectKey, fileName, size, sha256 }) => ({
        taskId,
        attachmentId,
        versionId: id,
        fileName: deliveredName(fileName, objectKey),
        size,
        sha256,
      })),
    };
    return {
      key: secret.key,
      size: encryptedSize(frame(index).size),
      bytes: () => encrypt(contentOf(index, filesOf(contents).map(read)), secret),
    };
  }

  /** The storage needs the hash first, so everything is read and encrypted twice, with the same result. */
  async function prepare(contestId: string, contents: EnvelopeContents) {
    const leftOut = new Set<string>();
    for (;;) {
      const isKept = ({ id }: CurrentDocument) => !leftOut.has(id);
      const documents = contents.documents.filter(isKept);
      const attachments = contents.attachments.filter(isKept);
      const prepared = encryptedWithNewKey(contestId, { ...contents, documents, attachments });
      try {
        return { ...prepared, leftOut, sha256: await sha256Of(prepared.bytes()) };
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        leftOut.add(error.versionId);
      }
    }
  }

  return async (
    contestId: string,
    contents: EnvelopeContents,
    replaces: string | undefined,
  ): Promise<boolean> => {
    const { key, size, bytes, leftOut, sha256 } = await prepare(contestId, contents);
    const objectKey = await pendingDeletions.reserve('sealed');
    await driver.put(objectKey, bytes(), { size, sha256 });
    const parts = filesOf(contents).map(({ id: versionId, taskId, attachmentId }) => ({
      taskId,
      versionId,
      ...(attachmentId !== null && { isAttachment: true as const }),
      isLeftOut: leftOut.has(versionId),
    }));
    const { language } = contents;
    return envelopes.put({ id: newId(), contestId, language, objectKey, size, key, parts }, replaces);
  };
}

async function sha256Of(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
    await new Promise(setImmediate); // zeros need no I/O, so let requests run
  }
  return hash.digest('hex');
}
