import type { SignedUrl } from 'lectern-signing';
import { prefetchGround } from '../../core/decide/decide.ts';
import type { PrefetchPermit } from '../../core/decide/read-permit.ts';
import { type FreshUrlParts, type IssueParts, signFresh } from '../../core/issue/issue.ts';
import { prefetchRefusal } from '../../domain/access/refusals.ts';
import { sealed } from './end-envelopes.ts';
import type { Envelope } from './envelopes.ts';

/** The same file name for all envelopes. */
const fileName = 'envelope.sealed';

/**
 * Returns a fresh signed URL of a sealed envelope after committing its record. The URL ends when the contest starts for
 * the reader, or earlier.
 * @throws LecternError `issue-not-recorded`; `closed` when less than a second is left
 */
export type IssuePrefetch = (request: {
  readonly permit: PrefetchPermit;
  readonly envelope: Pick<Envelope, 'id' | 'contestId' | 'objectKey'>;
}) => Promise<SignedUrl>;

export function createIssuePrefetch(parts: FreshUrlParts & Pick<IssueParts, 'issueRecorder'>): IssuePrefetch {
  const { issueRecorder } = parts;

  return async ({ permit, envelope: { id: envelopeId, contestId, objectKey } }) => {
    if (contestId !== permit.contestId)
      throw new Error('the envelope belongs to another contest than the permit');
    const { principalId, issuer = null, apiKeyId = null } = permit;
    const disposition = 'attachment';
    const { signed, issueId, issuedAt } = await signFresh(parts, {
      permit,
      resource: sealed(envelopeId),
      objectKey,
      fileName,
      disposition,
      refuse: prefetchRefusal,
    });
    await issueRecorder.record({
      issueId,
      principalId,
      objectKey,
      disposition,
      issuer,
      apiKeyId,
      taskId: null,
      versionId: null,
      ground: prefetchGround,
      issuedAt,
      expiresAt: signed.expiresAtMs,
    });
    return signed;
  };
}
