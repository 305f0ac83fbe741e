import { hmacSha256 } from '../../signing/hmac.ts';
import type { KeyRing, SigningKey } from '../../signing/key-ring.ts';

/** How often the URLs of a reader and those of a task have been revoked, when the access was decided. */
export interface UrlEpochs {
  readonly readerEpoch: number;
  readonly taskEpoch: number;
}

export type Tagged = 'reader' | 'task';

const tagLength = 11; // 66 bits
/** The expiry at the beginning of an issue id. */
const prefixLength = 7;
/** With the tags of the reader and the task, and what distinguishes the issue. */
const issueIdLength = prefixLength + 3 * tagLength;

/**
 * Names a reader or a task in an issue id, until their URLs are revoked. Keyed, so that a URL tells nobody whose it is.
 */
function urlTag({ secret }: SigningKey, kind: Tagged, id: string, epoch: number): string {
  return hmacSha256(secret, `lectern-url-tag-v1\n${kind}\n${id}\n${epoch}`, 'base64url').slice(0, tagLength);
}

/** The tags of one epoch in URLs that are out, whichever key of the ring signed them. */
export function urlTags(ring: KeyRing, kind: Tagged, id: string, epoch: number): ReadonlyArray<string> {
  return ring.map((key) => urlTag(key, kind, id, epoch));
}

/** Whom a decision was about. */
export interface TaggedAccess extends UrlEpochs {
  readonly principalId: string;
  readonly taskId: string;
}

/** The tags in the ids of what is issued under a decision: of the reader, and of the task. */
export function accessTags(key: SigningKey, access: TaggedAccess): readonly [string, string] {
  const { principalId, readerEpoch, taskId, taskEpoch } = access;
  return [urlTag(key, 'reader', principalId, readerEpoch), urlTag(key, 'task', taskId, taskEpoch)];
}

/** All that a URL of this issue can be revoked by. The id of one that an operator signed is shorter, without tags. */
export function subjectsOf(issueId: string): ReadonlyArray<string> {
  if (issueId.length !== issueIdLength) return [issueId];
  const task = prefixLength + tagLength;
  return [issueId, issueId.slice(prefixLength, task), issueId.slice(task, task + tagLength)];
}
