import type { InvalidUrl } from 'lectern-signing';
import type { Asker } from '../../domain/access/visible-people.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import type { DocumentSigner, UrlContent } from '../../storage/document-signer.ts';
import type { IssuedUrl } from './issue-record.ts';
import type { IssuedUrls } from './issued-urls.ts';

/** The content of a URL, and who got it. */
export type Trace =
  | InvalidUrl
  | {
      readonly content: UrlContent;
      readonly expired: boolean;
      /** Whether it is refused before it expires, if Lectern or nginx serves it. */
      readonly revoked: boolean;
      /**
       * The record of a URL that carries its issue id, or one record per task that it opens. If the provider's signature cannot carry an
       * id: everyone who got the same object with the same expiry. Empty for an upload, and for records that are no longer kept.
       */
      readonly issues: ReadonlyArray<IssuedUrl>;
    };

/**
 * Finds the reader of a signed URL, even an expired one. URLs that none of our keys signed are not traced, because anyone can write an
 * issue id.
 */
export function createTrace(parts: {
  issuedUrls: IssuedUrls;
  revocations: Revocations;
  reader: Pick<DocumentSigner, 'readUrl'>;
  clock: Clock;
}): (url: string, asker?: Asker) => Promise<Trace> {
  const { issuedUrls, revocations, reader, clock } = parts;
  const issuesOf = async ({ kind, issueId, objectKey, expiresAtMs }: UrlContent, asker: Asker) => {
    if (kind === 'upload') return [];
    if (issueId === undefined) return issuedUrls.ofObject(objectKey, expiresAtMs, asker);
    return issuedUrls.ofIssue(issueId, asker);
  };

  return async (url, asker) => {
    const content = reader.readUrl(url);
    if ('failure' in content) return content;
    await revocations.load();
    return {
      content,
      revoked: revocations.isRevoked(content),
      expired: content.expiresAtMs <= clock.nowMs(),
      issues: await issuesOf(content, asker),
    };
  };
}
