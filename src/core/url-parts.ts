import type { UrlReader } from '../../signing/signer.ts';
import type { Database } from '../database/database.ts';
import type { Revocations } from '../revocation/revocations.ts';
import type { Tracing } from '../tracing.ts';
import { createIssue, type IssueParts } from '../urls/issue.ts';
import { createIssueBooklet } from '../urls/issue-booklet.ts';
import { createIssueEnvelopeKey } from '../urls/issue-envelope-key.ts';
import { createIssueEnvelopeKeyForOperator, createIssueForOperator } from '../urls/issue-for-operator.ts';
import { createIssueJournal } from '../urls/issue-journal.ts';
import { createIssueLog } from '../urls/issue-log.ts';
import { createIssuePrefetch } from '../urls/issue-prefetch.ts';
import { createPruneIssues } from '../urls/issue-retention.ts';
import { createIssuedUrls } from '../urls/issued-urls.ts';
import { createReadersNow } from '../urls/readers-now.ts';
import { createTaskReaders } from '../urls/task-readers.ts';
import { createTrace } from '../urls/trace.ts';

interface Parts extends Omit<IssueParts, 'issueLog' | 'isRevoked' | 'signer'> {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly signer: IssueParts['signer'] & UrlReader;
  readonly tracing: Tracing;
  readonly retentionDays: number;
}

/** What is issued, and the records of it. */
export function createUrlParts(parts: Parts) {
  const { database, revocations, signer, clock, tracing, retentionDays } = parts;
  const issueJournal = createIssueJournal(database);
  const issueLog = createIssueLog({
    append: tracing.around('commit issue records', issueJournal.append, (records) => ({
      records: records.length,
    })),
  });
  const issuedUrls = createIssuedUrls(database, issueJournal);
  const issuing = { ...parts, issueLog, isRevoked: revocations.isRevoked };
  return {
    issueJournal,
    issueLog,
    issuedUrls,
    taskReaders: createTaskReaders(database, issueJournal),
    readersNow: createReadersNow({ database, issueJournal, clock }),
    pruneIssues: createPruneIssues({ issuedUrls, retentionDays }),
    issue: tracing.around('issue URL', createIssue(issuing)),
    issuePrefetch: createIssuePrefetch(issuing),
    issueEnvelopeKey: createIssueEnvelopeKey(issuing),
    issueEnvelopeKeyForOperator: createIssueEnvelopeKeyForOperator(issuing),
    issueBooklet: createIssueBooklet(issuing),
    issueForOperator: createIssueForOperator(issuing),
    trace: createTrace({ issuedUrls, revocations, reader: signer, clock }),
  };
}
