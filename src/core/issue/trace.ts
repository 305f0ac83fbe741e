import type { InvalidUrl } from 'lectern-signing';
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

/** Finds the readers of signed URLs, even of expired ones. */
export function createTrace(parts: {
  issuedUrls: IssuedUrls;
  revocations: Revocations;
  reader: Pick<DocumentSigner, 'readUrl'>;
  clock: Clock;
}) {
  const { issuedUrls, revocations, reader, clock } = parts;
  const issuesOf = async ({ kind, issueId, objectKey, expiresAtMs }: UrlContent, asker: Asker) => {
    if (kind === 'upload') return [];
    if (issueId === undefined) return issuedUrls.ofObject(objectKey, expiresAtMs, asker);
    return issuedUrls.ofIssue(issueId, asker);
  };
  async function stateOf(url: Pick<UrlContent, 'objectKey' | 'expiresAtMs' | 'issueId'>) {
    await revocations.load();
    return { revoked: revocations.isRevoked(url), expired: url.expiresAtMs <= clock.nowMs() };
  }

  return {
    /** URLs that none of our keys signed are not traced, because anyone can write an issue id. */
    async trace(url: string, asker?: Asker): Promise<Trace> {
      const content = reader.readUrl(url);
      if ('failure' in content) return content;
      const state = await stateOf(content);
      return { content, ...state, issues: await issuesOf(content, asker) };
    },
    /** From the records alone, also when the key that signed the URL was removed. Proves nothing about the URL that has the id. */
    async traceIssue(issueId: string, asker?: Asker): Promise<TracedIssue> {
      const issues = await issuedUrls.ofIssue(issueId, asker);
      const [first] = issues;
      if (first === undefined) return { revoked: false, expired: false, issues };
      return { ...(await stateOf({ ...first, expiresAtMs: first.expiresAt })), issues };
    },
  };
}
