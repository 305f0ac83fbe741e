import { hmacSha256 } from '../../../signing/hmac.ts';
import type { KeyRing, SigningKey } from '../../../signing/key-ring.ts';

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

/** What is opened: a task or, in its place, what opens several. */
export type OpenedKind = 'task' | 'booklet' | 'envelope';
export type Tagged = 'reader' | 'program' | OpenedKind;

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

/** It has no epoch either: a key is revoked once. */
export const programOf = (apiKeyId: string): Revocable<'program'> => ({
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
 * The tags in the ids of what is issued under a decision: of the reader, of what is opened, and of the program that asked, if
 * one did.
 */
export function accessTags(
  key: SigningKey,
  { principalId, readerEpoch, apiKeyId }: TaggedReader,
  opened: Revocable<OpenedKind>,
): ReadonlyArray<string> {
  const reader: Revocable = { kind: 'reader', id: principalId, epoch: readerEpoch };
  const all = [reader, opened, ...(apiKeyId === undefined ? [] : [programOf(apiKeyId)])];
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
