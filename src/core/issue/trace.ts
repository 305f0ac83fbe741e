import type { InvalidUrl } from 'lectern-signing';
import type { Database } from '../../database/database.ts';
import type { Asker } from '../../domain/access/visible-people.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { DocumentSigner, UrlContent } from '../../storage/document-signer.ts';
import type { IssuedUrl } from './issue-record.ts';
import type { IssuedUrls } from './issued-urls.ts';

/** Who got a URL. */
export interface TracedIssue {
  /** Undefined for an issue id. */
  readonly content?: UrlContent;
  readonly expired: boolean;
  /** Whether it is refused before it expires, if Lectern or nginx serves it. */
  readonly revoked: boolean;
  /**
   * The record of a URL that carries its issue id, or one record per task that it opens. If the provider's signature cannot carry an
   * id: everyone who got the same object with the same expiry. Empty for an upload, and for records that are no longer kept.
   */
  readonly issues: ReadonlyArray<IssuedUrl>;
}

/** The content of a URL, and who got it. */
export type Trace = InvalidUrl | (TracedIssue & { readonly content: UrlContent });

/** Called when records of a URL were found, before the caller gets them. */
export type OnTrace = (
  parts: { readonly database: Database; readonly clock: Clock },
  issues: ReadonlyArray<IssuedUrl>,
) => Promise<void>;

interface Tracer {
  /** Whom the reply names; undefined: everyone. */
  readonly asker?: Asker;
  /** Throws if who asks may not know of these records. */
  readonly authorize?: (issues: ReadonlyArray<IssuedUrl>) => Promise<void>;
}

/** Finds the readers of signed URLs, even of expired ones. */
export function createTrace(parts: {
  issuedUrls: IssuedUrls;
  revocations: Revocations;
  reader: Pick<DocumentSigner, 'readUrl'>;
  clock: Clock;
  database: Database;
  onTrace: ReadonlyArray<OnTrace>;
}) {
  const { issuedUrls, revocations, reader, clock, onTrace } = parts;
  const issuesOf = async ({ kind, issueId, objectKey, expiresAtMs }: UrlContent, asker: Asker) => {
    if (kind === 'upload') return [];
    if (issueId === undefined) return issuedUrls.ofObject(objectKey, expiresAtMs, asker);
    return issuedUrls.ofIssue(issueId, asker);
  };
  async function tell(issues: ReadonlyArray<IssuedUrl>, { authorize }: Tracer): Promise<void> {
    await authorize?.(issues);
    if (issues.length > 0) for (const listen of onTrace) await listen(parts, issues);
  }
  async function stateOf(url: Pick<UrlContent, 'objectKey' | 'expiresAtMs' | 'issueId'>) {
    await revocations.load();
    return { revoked: revocations.isRevoked(url), expired: url.expiresAtMs <= clock.nowMs() };
  }

  return {
    /** URLs that none of our keys signed are not traced, because anyone can write an issue id. */
    async trace(url: string, tracer: Tracer = {}): Promise<Trace> {
      const content = reader.readUrl(url);
      const issues = 'failure' in content ? [] : await issuesOf(content, tracer.asker);
      await tell(issues, tracer);
      return 'failure' in content ? content : { content, ...(await stateOf(content)), issues };
    },
    /** From the records alone, also when the key that signed the URL was removed. Proves nothing about the URL that has the id. */
    async traceIssue(issueId: string, tracer: Tracer = {}): Promise<TracedIssue> {
      const issues = await issuedUrls.ofIssue(issueId, tracer.asker);
      await tell(issues, tracer);
      const [first] = issues;
      if (first === undefined) return { revoked: false, expired: false, issues };
      return { ...(await stateOf({ ...first, expiresAtMs: first.expiresAt })), issues };
    },
  };
}
