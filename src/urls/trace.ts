import type { Clock } from '../clock.ts';
import { verifySignedUrl } from '../signing/embedded-hmac.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import type { InvalidUrl, VerifiedUrl } from '../signing/verification.ts';
import type { IssuedUrl, IssuedUrls } from './issued-urls.ts';

/** What a URL says of itself, and who got it. */
export type Trace =
  | InvalidUrl
  | {
      readonly content: VerifiedUrl;
      readonly expired: boolean;
      /** Undefined for an upload URL, and for a record that is no longer kept. */
      readonly issue: IssuedUrl | undefined;
    };

/**
 * Leads from a signed URL, even one that has expired, to its reader. A URL that no key of the ring signed
 * is not traced: anybody can write an issue id.
 */
export function createTrace(parts: {
  issuedUrls: IssuedUrls;
  ring: () => KeyRing;
  clock: Clock;
  filesUrl: string;
}): (url: string) => Promise<Trace> {
  return async (url) => {
    const verified = verifySignedUrl(url, parts.filesUrl, parts.ring(), parts.clock.nowMs());
    if ('failure' in verified && verified.failure === 'url-invalid') return verified;
    const expired = 'failure' in verified;
    const content = expired ? verified.content : verified;
    const issue = content.kind === 'download' ? await parts.issuedUrls.find(content.issueId) : undefined;
    return { content, expired, issue };
  };
}
