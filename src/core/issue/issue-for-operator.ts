import { freshWindow, type SignedUrl, type UrlWindow } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import { operatorIssueId } from './issue-id.ts';
import type { Disposition } from './issue-record.ts';
import type { IssueRecorder } from './issue-recorder.ts';

/** Recorded in place of a ground for a URL that an operator signed. */
export const operatorGround = 'operator';

/**
 * Signs a URL for an operator, who has access to the machine itself. It needs no decision, but is also recorded before it is shown.
 * @throws LecternError `issue-not-recorded`, `file-name-invalid`
 */
export function createIssueForOperator(parts: {
  signer: Pick<DocumentSigner, 'signDownload'>;
  issueRecorder: IssueRecorder;
  clock: Clock;
}) {
  return async (request: {
    objectKey: string;
    fileName: string;
    disposition: Disposition;
    ttlSeconds: number;
  }): Promise<SignedUrl> => {
    const { objectKey, fileName, disposition, ttlSeconds } = request;
    const issuedAt = parts.clock.nowMs();
    const window = freshWindow({ nowMs: issuedAt, ttlSeconds, validUntilMs: null }) as UrlWindow;
    const issueId = operatorIssueId(window.expiresAtSeconds);
    const download = { objectKey, fileName, disposition, issueId, ...window };
    const signed = await parts.signer.signDownload(download);
    await parts.issueRecorder.record({
      issueId,
      principalId: null,
      taskId: null,
      versionId: null,
      objectKey,
      ground: operatorGround,
      disposition,
      issuedAt,
      expiresAt: signed.expiresAtMs,
      issuer: null,
      apiKeyId: null,
    });
    return signed;
  };
}
