import type { SignedUrl } from 'lectern-signing';
import type { JointPermit } from '../../core/decide/read-permit.ts';
import { type FreshUrlParts, type IssueParts, signFresh } from '../../core/issue/issue.ts';
import { type Disposition, jointRecords } from '../../core/issue/issue-record.ts';
import { refusal } from '../../domain/access/refusals.ts';
import type { ReadableBooklet } from './booklet.ts';
import { bookletOf } from './end-booklets.ts';

export interface BookletIssueRequest {
  /** Covers all of its tasks; must be decided after the booklet is read. */
  readonly permit: JointPermit;
  readonly booklet: Pick<ReadableBooklet, 'id' | 'urlEpoch' | 'made'>;
  readonly fileName: string;
  readonly disposition: Disposition;
}

/** Returns a fresh signed URL of a booklet after recording it for each statement. @throws LecternError as `Issue` does */
export type IssueBooklet = (request: BookletIssueRequest) => Promise<SignedUrl>;

export function createIssueBooklet(
  parts: FreshUrlParts & Pick<IssueParts, 'issueRecorder' | 'onIssue'>,
): IssueBooklet {
  const { issueRecorder, onIssue } = parts;

  return async ({ permit, booklet, fileName, disposition }) => {
    const { objectKey, statements } = booklet.made;
    const granted = new Set(permit.permits.map(({ taskId }) => taskId));
    if (!statements.every(({ taskId }) => granted.has(taskId)))
      throw new Error('the booklet has tasks that are not granted');
    const { signed, issueId, issuedAt } = await signFresh(parts, {
      permit,
      resource: bookletOf(booklet),
      objectKey,
      fileName,
      disposition,
      refuse: refusal,
    });
    const records = jointRecords(permit, {
      issueId,
      objectKey,
      disposition,
      issuedAt,
      expiresAt: signed.expiresAtMs,
      versions: statements.filter(({ page }) => page !== null),
    });
    await issueRecorder.recordAll(records);
    onIssue?.('fresh');
    return signed;
  };
}
