import type { SignedUrl } from 'lectern-signing';
import { freshWindow } from 'lectern-signing';
import { LecternError } from '../../lib/errors.ts';
import type { Revocable, TaggedReader } from '../revoke/url-tags.ts';
import { assertLives, type Disposition, type IssueParts } from './issue.ts';
import { randomIssueId } from './issue-id.ts';

export interface FreshUrl {
  /** For whom, until when their access lasts (Unix milliseconds), and by what it is revoked. */
  readonly grant: TaggedReader & { readonly validUntilMs: number | null };
  readonly opened: Revocable;
  readonly objectKey: string;
  readonly fileName: string;
  readonly disposition: Disposition;
  /** What is said when the access ends in less than a second. */
  readonly tooLate: string;
}

/**
 * Signs a URL with the full TTL, which must not leave before there are records of its `issueId`.
 * @throws LecternError `closed` when the access ends in less than a second, `storage-unavailable`
 */
export async function signFresh(
  { signer, clock, ring, ttlSeconds }: Pick<IssueParts, 'signer' | 'clock' | 'ring' | 'ttlSeconds'>,
  { grant, opened, objectKey, fileName, disposition, tooLate }: FreshUrl,
): Promise<{ readonly signed: SignedUrl; readonly issueId: string; readonly issuedAt: number }> {
  const issuedAt = clock.nowMs();
  const window = freshWindow({ nowMs: issuedAt, ttlSeconds, validUntilMs: grant.validUntilMs });
  if (window === undefined) throw new LecternError('closed', tooLate);
  const issueId = randomIssueId(ring(), window.expiresAtSeconds, grant, opened);
  const signed = await signer.signDownload({ objectKey, fileName, disposition, issueId, ...window });
  assertLives(signed, issuedAt);
  return { signed, issueId, issuedAt };
}
