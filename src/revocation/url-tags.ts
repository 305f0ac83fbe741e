import type { KeyObject } from 'node:crypto';
import { tagLength } from 'lectern-audit-log/issue-id';
import { hmacSha256 } from 'lectern-signing';

/** A reader, with how often their URLs had been revoked at the decision, and the API key that asked, if any. */
export interface TaggedReader {
  readonly principalId: string;
  readonly readerEpoch: number;
  readonly apiKeyId?: string | undefined;
}

/** How often the URLs of a reader and those of a task had been revoked at the decision. */
export interface UrlEpochs extends Pick<TaggedReader, 'readerEpoch'> {
  readonly taskEpoch: number;
}

/** What a decision was about. */
export interface TaggedAccess extends TaggedReader, UrlEpochs {
  readonly taskId: string;
}

/** Something that is revoked as a whole, and how often it has been. */
export interface Revocable {
  /** `reader`, `program`, `task`, or what a feature makes of several tasks. */
  readonly kind: string;
  readonly id: string;
  readonly epoch: number;
}

export const taskOf = ({ taskId, taskEpoch }: TaggedAccess): Revocable => ({
  kind: 'task',
  id: taskId,
  epoch: taskEpoch,
});

/** Always epoch 0, because a key is revoked only once. */
export const programOf = (apiKeyId: string): Revocable => ({
  kind: 'program',
  id: apiKeyId,
  epoch: 0,
});

/**
 * Names something in an issue id, until its URLs are revoked. Keyed, so that a URL does not reveal whose it is, but not by a signing key:
 * each instance must be able to revoke what any other has issued.
 */
export function urlTag(idKey: KeyObject, { kind, id, epoch }: Revocable): string {
  return hmacSha256(idKey, `lectern-url-tag-v1\n${kind}\n${id}\n${epoch}`, 'base64url').slice(0, tagLength);
}

/** The tags in the ids issued under a decision: of the reader, of the resource, and of the API key that asked, if any. */
export function accessTags(
  idKey: KeyObject,
  { principalId, readerEpoch, apiKeyId }: TaggedReader,
  resource: Revocable,
): ReadonlyArray<string> {
  const reader: Revocable = { kind: 'reader', id: principalId, epoch: readerEpoch };
  const all = [reader, resource, ...(apiKeyId === undefined ? [] : [programOf(apiKeyId)])];
  return all.map((each) => urlTag(idKey, each));
}
