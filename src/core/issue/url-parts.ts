import type { Database } from '../../database/database.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import type { Tracing } from '../../lib/tracing.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import { createIssue, type IssueParts } from './issue.ts';
import { createIssueForOperator } from './issue-for-operator.ts';
import { createIssueJournal } from './issue-journal.ts';
import { createIssueRecorder } from './issue-recorder.ts';
import { createIssuedUrls } from './issued-urls.ts';
import { createTrace, type OnTrace } from './trace.ts';
import type { UrlReadsAt } from './url-reads.ts';

const dayMs = 24 * 60 * 60 * 1000;

interface Parts extends Omit<IssueParts, 'issueRecorder' | 'isRevoked' | 'signer'> {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly signer: Pick<DocumentSigner, 'signDownload' | 'readUrl'>;
  readonly tracing: Tracing;
  readonly retentionDays: number;
  readonly urlReads: UrlReadsAt;
  readonly onTrace: ReadonlyArray<OnTrace>;
}

/** The parts that issue URLs, and their records. */
export function createUrlParts(parts: Parts) {
  const { database, revocations, signer, tracing, retentionDays } = parts;
  const issueJournal = createIssueJournal(database);
  const issueRecorder = createIssueRecorder({
    append: tracing.around('commit issue records', issueJournal.append, (records) => ({
      records: records.length,
    })),
  });
  const issuedUrls = createIssuedUrls({ ...parts, issueJournal });
  const issuing = { ...parts, issueRecorder, isRevoked: revocations.isRevoked };
  return {
    /** Signs and records URLs of anything other than documents. */
    issuing,
    issueJournal,
    issueRecorder,
    issuedUrls,
    urlReads: parts.urlReads,
    /** Every instance runs this regularly. Records that two instances move are stored once. */
    moveIssues: issueJournal.drainInBackground,
    /** Commits waiting records. Call it before the database closes. */
    flushIssues: issueRecorder.flush,
    /**
     * Deletes records older than the retention at a time (Unix milliseconds), in chunks. A record whose URL is still valid then stays.
     * @returns how many; fewer than there are if the signal ends it early
     */
    pruneIssues(nowMs: number, signal?: AbortSignal): Promise<number> {
      const issuedBeforeMs = nowMs - retentionDays * dayMs;
      return deleteInChunks((limit) => issuedUrls.prune({ issuedBeforeMs, nowMs, limit }), signal);
    },
    issue: tracing.around('issue URL', createIssue(issuing)),
    issueForOperator: createIssueForOperator(issuing),
    ...createTrace({ ...parts, issuedUrls, reader: signer }),
  };
}
