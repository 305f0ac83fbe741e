import type { InvalidUrl } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import type { DocumentSigner, UrlContent } from '../../storage/document-signer.ts';
import type { Revocations } from '../revoke/revocations.ts';
import type { IssuedUrl } from './issue-record.ts';
import type { IssuedUrls } from './issued-urls.ts';

/** What a URL says of itself, and who got it. */
export type Trace =
  | InvalidUrl
  | {
      readonly content: UrlContent;
      readonly expired: boolean;
      /** Whether it is refused before its time, where Lectern or nginx answers for it. */
      readonly revoked: boolean;
      /**
       * One for a URL that carries its issue id, or one for each task that it opens. Where the provider's signature cannot carry one, everybody who
       * got the same object until the same second. None for an upload, and for records no longer kept.
       */
      readonly issues: ReadonlyArray<IssuedUrl>;
    };

/**
 * Leads from a signed URL, even one that has expired, to its reader. A URL that none of our keys signed is not
 * traced: anybody can write an issue id.
 */
export function createTrace(parts: {
  issuedUrls: IssuedUrls;
  revocations: Revocations;
  reader: Pick<DocumentSigner, 'readUrl'>;
  clock: Clock;
}): (url: string) => Promise<Trace> {
  const { issuedUrls, revocations, reader, clock } = parts;
  const issuesOf = async ({ kind, issueId, objectKey, expiresAtMs }: UrlContent) => {
    if (kind === 'upload') return [];
    if (issueId === undefined) return issuedUrls.ofObject(objectKey, expiresAtMs);
    return issuedUrls.ofIssue(issueId);
  };

  return async (url) => {
    const content = reader.readUrl(url);
    if ('failure' in content) return content;
    await revocations.load();
    return {
      content,
      revoked: revocations.isRevoked(content),
      expired: content.expiresAtMs <= clock.nowMs(),
      issues: await issuesOf(content),
    };
  };
}
