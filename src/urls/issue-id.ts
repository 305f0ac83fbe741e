import { randomBytes } from 'node:crypto';
import { hmacSha256 } from '../../signing/hmac.ts';
import type { KeyRing } from '../../signing/key-ring.ts';
import { type UrlEpochs, urlTag } from '../revocation/url-tags.ts';

/** Whom an issue is for. */
interface IssueReader {
  readonly principalId: string;
  readonly readerEpoch: number;
}

/** Whom an issue is for, and for what: a decision. */
interface IssueSubject extends IssueReader, UrlEpochs {
  readonly taskId: string;
}

/** An id that nobody can guess, for a URL that is issued once. */
export function randomIssueId(ring: KeyRing, expiresAtSeconds: number, subject: IssueSubject): string {
  return issueIdStart(ring, expiresAtSeconds, subject, taskOf(subject)) + randomEnd();
}

/** The same for a booklet. */
export function bookletIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  reader: IssueReader,
  booklet: { readonly id: string; readonly urlEpoch: number },
): string {
  const read = { kind: 'booklet', id: booklet.id, epoch: booklet.urlEpoch } as const;
  return issueIdStart(ring, expiresAtSeconds, reader, read) + randomEnd();
}

const randomEnd = () => randomBytes(8).toString('base64url');

/** The same for an operator, who reads without a decision. */
export function operatorIssueId(expiresAtSeconds: number): string {
  return issueIdPrefix(expiresAtSeconds) + randomBytes(16).toString('base64url');
}

/**
 * The same reader gets the same id for the same version, expiry and disposition, until their URLs or those of the task
 * are revoked. Keyed, so that nobody can guess the id of another reader's URL; the first line keeps it apart from what
 * the key signs otherwise.
 */
export function stableIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  subject: IssueSubject,
  facts: ReadonlyArray<string>,
): string {
  const start = issueIdStart(ring, expiresAtSeconds, subject, taskOf(subject));
  const hash = hmacSha256(ring[0].secret, `lectern-issue-v2\n${start}\n${facts.join('\n')}`, 'base64url');
  return start + hash.slice(0, 11);
}

/** What all ids of the reader for what is read and this expiry begin with: the two tags are what revoking names. */
function issueIdStart(
  [key]: KeyRing,
  expiresAtSeconds: number,
  { principalId, readerEpoch }: IssueReader,
  read: { readonly kind: 'task' | 'booklet'; readonly id: string; readonly epoch: number },
): string {
  const reader = urlTag(key, 'reader', principalId, readerEpoch);
  return issueIdPrefix(expiresAtSeconds) + reader + urlTag(key, read.kind, read.id, read.epoch);
}

const taskOf = ({ taskId, taskEpoch }: IssueSubject) =>
  ({ kind: 'task', id: taskId, epoch: taskEpoch }) as const;

/** The expiry, which the URL tells anyway, in front: records of one time lie side by side in their index. */
export function issueIdPrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
