import { hmacSha256 } from '../../signing/hmac.ts';
import type { KeyRing, SigningKey } from '../../signing/key-ring.ts';

/** How often the URLs of a reader and those of what they read have been revoked, when the access was decided. */
export interface UrlEpochs {
  readonly readerEpoch: number;
  readonly taskEpoch: number;
}

/** What a URL can be revoked by. One of a booklet has its tag in the place of a task's. */
export type Tagged = 'reader' | 'task' | 'booklet';

const tagLength = 11; // 66 bits
/** The expiry at the beginning of an issue id. */
const prefixLength = 7;
/** With the tags of the reader and of what is read, and what distinguishes the issue. */
const issueIdLength = prefixLength + 3 * tagLength;

/**
 * Names a reader, a task or a booklet in an issue id, until their URLs are revoked. Keyed, so that a URL tells nobody whose it is.
 */
export function urlTag({ secret }: SigningKey, kind: Tagged, id: string, epoch: number): string {
  return hmacSha256(secret, `lectern-url-tag-v1\n${kind}\n${id}\n${epoch}`, 'base64url').slice(0, tagLength);
}

/** The tags of one epoch in URLs that are out, whichever key of the ring signed them. */
export function urlTags(ring: KeyRing, kind: Tagged, id: string, epoch: number): ReadonlyArray<string> {
  return ring.map((key) => urlTag(key, kind, id, epoch));
}

/** All that a URL of this issue can be revoked by. The id of one that an operator signed is shorter, without tags. */
export function subjectsOf(issueId: string): ReadonlyArray<string> {
  if (issueId.length !== issueIdLength) return [issueId];
  const read = prefixLength + tagLength;
  return [issueId, issueId.slice(prefixLength, read), issueId.slice(read, read + tagLength)];
}
