import { hmacSha256, type KeyRing, type SigningKey } from 'lectern-signing';

/**
 * A reader, with how often their URLs have been revoked when the access was decided, and the key of the program that asked, if
 * one did.
 */
export interface TaggedReader {
  readonly principalId: string;
  readonly readerEpoch: number;
  readonly apiKeyId?: string | undefined;
}

/** How often the URLs of a reader and those of a task have been revoked, when the access was decided. */
export interface UrlEpochs extends Pick<TaggedReader, 'readerEpoch'> {
  readonly taskEpoch: number;
}

/** What a decision was about. */
export interface TaggedAccess extends TaggedReader, UrlEpochs {
  readonly taskId: string;
}

/** Something that is revoked as one, and how often that has been done. */
export interface Revocable {
  /** `reader`, `program`, and the resource: `task`, or what a feature makes of several. */
  readonly kind: string;
  readonly id: string;
  readonly epoch: number;
}

export const taskOf = ({ taskId, taskEpoch }: TaggedAccess): Revocable => ({
  kind: 'task',
  id: taskId,
  epoch: taskEpoch,
});

/** It has no epoch: a key is revoked once. */
export const programOf = (apiKeyId: string): Revocable => ({
  kind: 'program',
  id: apiKeyId,
  epoch: 0,
});

const tagLength = 11; // 66 bits
/** The expiry at the beginning of an issue id. */
const prefixLength = 7;

/** Names something in an issue id, until its URLs are revoked. Keyed, so that a URL tells nobody whose it is. */
function urlTag({ secret }: SigningKey, { kind, id, epoch }: Revocable): string {
  return hmacSha256(secret, `lectern-url-tag-v1\n${kind}\n${id}\n${epoch}`, 'base64url').slice(0, tagLength);
}

/** The tags in URLs that are out, whichever key of the ring signed them. */
export function urlTags(ring: KeyRing, revocable: Revocable): ReadonlyArray<string> {
  return ring.map((key) => urlTag(key, revocable));
}

/**
 * The tags in the ids of what is issued under a decision: of the reader, of the resource, and of the program that asked, if
 * one did.
 */
export function accessTags(
  key: SigningKey,
  { principalId, readerEpoch, apiKeyId }: TaggedReader,
  resource: Revocable,
): ReadonlyArray<string> {
  const reader: Revocable = { kind: 'reader', id: principalId, epoch: readerEpoch };
  const all = [reader, resource, ...(apiKeyId === undefined ? [] : [programOf(apiKeyId)])];
  return all.map((each) => urlTag(key, each));
}

/**
 * All that a URL of this issue can be revoked by: two tags or three lie between its expiry and what distinguishes it. The id of
 * one that an operator signed is shorter, without tags.
 */
export function subjectsOf(issueId: string): ReadonlyArray<string> {
  const tags = (issueId.length - prefixLength) / tagLength - 1;
  if (tags !== 2 && tags !== 3) return [issueId];
  return [
    issueId,
    ...Array.from({ length: tags }, (_, at) => {
      const start = prefixLength + at * tagLength;
      return issueId.slice(start, start + tagLength);
    }),
  ];
}
