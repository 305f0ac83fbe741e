import { hmacSha256 } from '../../signing/hmac.ts';
import type { KeyRing, SigningKey } from '../../signing/key-ring.ts';

/** A reader, with how often their URLs have been revoked when the access was decided. */
export interface TaggedReader {
  readonly principalId: string;
  readonly readerEpoch: number;
}

/** How often the URLs of a reader and those of a task have been revoked, when the access was decided. */
export interface UrlEpochs extends Pick<TaggedReader, 'readerEpoch'> {
  readonly taskEpoch: number;
}

/** What a decision was about. */
export interface TaggedAccess extends TaggedReader, UrlEpochs {
  readonly taskId: string;
}

/** What is opened: a task or, in its place, what opens several. */
export type OpenedKind = 'task' | 'booklet' | 'envelope';
export type Tagged = 'reader' | OpenedKind;

/** Something that is revoked as one, and how often that has been done. */
export interface Revocable<Kind extends Tagged = Tagged> {
  readonly kind: Kind;
  readonly id: string;
  readonly epoch: number;
}

export const taskOf = ({ taskId, taskEpoch }: TaggedAccess): Revocable<'task'> => ({
  kind: 'task',
  id: taskId,
  epoch: taskEpoch,
});

export const bookletOf = ({
  id,
  urlEpoch,
}: {
  readonly id: string;
  readonly urlEpoch: number;
}): Revocable<'booklet'> => ({
  kind: 'booklet',
  id,
  epoch: urlEpoch,
});

/** It has no epoch: its URLs are revoked once, with the contest. */
export const envelopeOf = (id: string): Revocable<'envelope'> => ({ kind: 'envelope', id, epoch: 0 });

const tagLength = 11; // 66 bits
/** The expiry at the beginning of an issue id. */
const prefixLength = 7;
/** With the tags of the reader and of what is opened, and what distinguishes the issue. */
const issueIdLength = prefixLength + 3 * tagLength;

/** Names something in an issue id, until its URLs are revoked. Keyed, so that a URL tells nobody whose it is. */
function urlTag({ secret }: SigningKey, { kind, id, epoch }: Revocable): string {
  return hmacSha256(secret, `lectern-url-tag-v1\n${kind}\n${id}\n${epoch}`, 'base64url').slice(0, tagLength);
}

/** The tags in URLs that are out, whichever key of the ring signed them. */
export function urlTags(ring: KeyRing, revocable: Revocable): ReadonlyArray<string> {
  return ring.map((key) => urlTag(key, revocable));
}

/** The tags in the ids of what is issued under a decision: of the reader, and of what is opened. */
export function accessTags(
  key: SigningKey,
  { principalId, readerEpoch }: TaggedReader,
  opened: Revocable<OpenedKind>,
): readonly [string, string] {
  return [urlTag(key, { kind: 'reader', id: principalId, epoch: readerEpoch }), urlTag(key, opened)];
}

/** All that a URL of this issue can be revoked by. The id of one that an operator signed is shorter, without tags. */
export function subjectsOf(issueId: string): ReadonlyArray<string> {
  if (issueId.length !== issueIdLength) return [issueId];
  const opened = prefixLength + tagLength;
  return [issueId, issueId.slice(prefixLength, opened), issueId.slice(opened, opened + tagLength)];
}
