import type { KeyRing } from '../../signing/key-ring.ts';
import type { SignedUrl, Signer } from '../../signing/signer.ts';
import { freshWindow } from '../../signing/url-window.ts';
import { type PrefetchGrant, prefetchGround } from '../access/prefetch.ts';
import type { Clock } from '../clock.ts';
import type { Envelope } from '../envelopes/envelopes.ts';
import { LecternError } from '../errors.ts';
import { envelopeOf } from '../revocation/url-tags.ts';
import { assertLives } from './issue.ts';
import { randomIssueId } from './issue-id.ts';
import type { IssueLog } from './issue-log.ts';

/** What everybody's browser calls it, whatever is in it. */
const fileName = 'envelope.sealed';

/**
 * Returns a fresh signed URL of a sealed envelope, once its record is committed. It ends when the contest starts for
 * its reader, or earlier.
 * @throws LecternError `issue-not-recorded`; `closed` when that is in less than a second
 */
export type IssuePrefetch = (request: {
  readonly grant: PrefetchGrant;
  readonly envelope: Pick<Envelope, 'id' | 'contestId' | 'objectKey'>;
}) => Promise<SignedUrl>;

export function createIssuePrefetch(parts: {
  readonly signer: Signer;
  readonly issueLog: IssueLog;
  readonly clock: Clock;
  readonly ring: () => KeyRing;
  readonly ttlSeconds: number;
}): IssuePrefetch {
  const { signer, issueLog, clock, ring, ttlSeconds } = parts;

  return async ({ grant, envelope: { id: envelopeId, contestId, objectKey } }) => {
    if (contestId !== grant.contestId)
      throw new Error('the envelope belongs to another contest than the grant');
    const { principalId, validUntilMs, issuer = null, apiKeyId = null } = grant;
    const nowMs = clock.nowMs();
    const window = freshWindow({ nowMs, ttlSeconds, validUntilMs });
    if (window === undefined) throw new LecternError('closed', 'The contest has started. Open its tasks.');
    const issueId = randomIssueId(ring(), window.expiresAtSeconds, grant, envelopeOf(envelopeId));
    const disposition = 'attachment';
    const signed = await signer.signDownload({ objectKey, fileName, disposition, issueId, ...window });
    assertLives(signed, nowMs);
    await issueLog.record({
      ...{ issueId, principalId, objectKey, disposition, issuer, apiKeyId },
      ...{ taskId: null, versionId: null, ground: prefetchGround },
      ...{ issuedAt: nowMs, expiresAt: signed.expiresAtMs },
    });
    return signed;
  };
}
