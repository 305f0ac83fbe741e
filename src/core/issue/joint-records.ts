import type { JointGrant } from '../decide/grant.ts';
import type { IssueRecord } from './issue-journal.ts';

/** What opens several tasks at once: a signed URL of one file, or a key. */
export interface JointIssue
  extends Pick<IssueRecord, 'issueId' | 'objectKey' | 'disposition' | 'issuedAt' | 'expiresAt'> {
  /** The version of a task that it opens. */
  readonly versionOf: (taskId: string) => string | null;
}

/**
 * One record for each task, so that whoever looks back at a task finds this reader too. The first has the issue id
 * itself, by which it is traced and revoked; those of the others go on from it.
 */
export function jointRecords(grant: JointGrant, issue: JointIssue): ReadonlyArray<IssueRecord> {
  const { versionOf, issueId, ...common } = issue;
  return grant.grants.map(({ taskId, ground }, at) => ({
    ...common,
    issueId: jointIssueId(issueId, at),
    principalId: grant.principalId,
    taskId,
    versionId: versionOf(taskId),
    ground,
    issuer: grant.issuer ?? null,
    apiKeyId: grant.apiKeyId ?? null,
  }));
}

/** The id of the record of one of the tasks, by its position. */
export const jointIssueId = (issueId: string, at: number): string =>
  at === 0 ? issueId : `${issueId}${jointMark}${at + 1}`;

/** Not in the alphabet of issue ids, so that no other id begins like this. */
export const jointMark = '.';
