import type { IssueRecord } from '../../src/core/issue/issue-record.ts';

/** The record of a URL for a member of a group, for five minutes, with a test's changes. */
export function issueRecord(changes: Partial<IssueRecord> = {}): IssueRecord {
  const { issuedAt = 1_764_000_000_000 } = changes;
  return {
    issueId: 'issue-1',
    principalId: 'user-1',
    taskId: 'task-1',
    versionId: 'version-1',
    objectKey: 'documents/ab/c.pdf',
    ground: 'group',
    disposition: 'inline',
    issuer: null,
    apiKeyId: null,
    issuedAt,
    expiresAt: issuedAt + 300_000,
    ...changes,
  };
}
