import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';

/** Sizes of files, in bytes. */
interface FileLimits {
  readonly maxPdfBytes: number;
  readonly maxAttachmentBytes: number;
}

/** Limits on uploads. */
export interface UploadLimits extends FileLimits {
  /** Uploads that one account has announced and not completed. */
  readonly maxPending: number;
  /** Total bytes of those uploads. */
  readonly maxPendingBytes: number;
  /** Bytes of all versions of all tasks, announced ones included; undefined: no limit. */
  readonly maxStoredBytes: number | undefined;
}

/** How long an upload may take to begin. */
export const uploadUrlTtlSeconds = 15 * 60;

export const largestFile = ({ maxPdfBytes, maxAttachmentBytes }: FileLimits): number =>
  Math.max(maxPdfBytes, maxAttachmentBytes);

/** Enough for every PDF of a contest in several languages at once. */
export const uploadLimitsOf = (
  config: Omit<UploadLimits, 'maxPending' | 'maxPendingBytes'>,
): UploadLimits => ({
  maxPdfBytes: config.maxPdfBytes,
  maxAttachmentBytes: config.maxAttachmentBytes,
  maxStoredBytes: config.maxStoredBytes,
  maxPending: 100,
  maxPendingBytes: Math.max(1024 ** 3, 2 * largestFile(config)),
});

/**
 * Checks that there is room for one more upload, in the transaction that announces it: transactions run one after another, so no two take
 * the same room.
 * @throws LecternError `too-many-uploads`, `storage-full`
 */
export async function assertRoom(
  trx: Transaction<Schema>,
  { size, uploadedBy, nowMs }: { size: number; uploadedBy: string; nowMs: number },
  { maxPending, maxPendingBytes, maxStoredBytes }: UploadLimits,
): Promise<void> {
  const pending = await trx
    .selectFrom('documentVersions')
    .select(({ fn }) => [fn.countAll().as('uploads'), fn.sum('size').as('bytes')])
    .where('uploadedBy', '=', uploadedBy)
    .where('completedAt', 'is', null)
    // The URL of a canceled or refused upload can still store something.
    .where((eb) =>
      eb.or([eb('abandonedAt', 'is', null), eb('createdAt', '>', nowMs - uploadUrlTtlSeconds * 1000)]),
    )
    .executeTakeFirstOrThrow();
  if (Number(pending.uploads) >= maxPending || Number(pending.bytes) + size > maxPendingBytes) {
    throw new LecternError(
      'too-many-uploads',
      `Complete or cancel your other uploads first: at most ${maxPending} unfinished uploads of ${maxPendingBytes} bytes in total are ` +
        'allowed. A cancelled upload counts until its URL expires. Unfinished uploads are removed after an hour.',
      { facts: { maxPending, maxPendingBytes } },
    );
  }
  if (maxStoredBytes === undefined) return;
  const stored = await trx
    .selectFrom('documentVersions')
    .select(({ fn }) => fn.sum('size').as('bytes'))
    .executeTakeFirstOrThrow();
  if (Number(stored.bytes) + size > maxStoredBytes) {
    throw new LecternError(
      'storage-full',
      'The files of this installation have reached its limit. Ask the operator for more space, then try again.',
      { facts: { maxStoredBytes } },
    );
  }
}
