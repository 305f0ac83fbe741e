import { createHmac, randomBytes } from 'node:crypto';
import type { Grant } from '../access/decide.ts';
import type { Clock } from '../clock.ts';
import { LecternError } from '../errors.ts';
import type { KeyRing } from '../signing/key-ring.ts';
import type { SignedUrl, Signer } from '../signing/signer.ts';
import { freshWindow, stableWindow } from '../signing/url-window.ts';
import type { DocumentVersion } from '../tasks/document-versions.ts';
import type { IssueLog } from './issue-log.ts';

export const dispositions = ['inline', 'attachment'] as const;
export type Disposition = (typeof dispositions)[number];

export interface IssueRequest {
  readonly grant: Grant;
  readonly version: Pick<DocumentVersion, 'id' | 'taskId' | 'objectKey' | 'fileName'>;
  readonly disposition: Disposition;
  /** `stable`: the same URL, byte for byte, within a window. `fresh`: a new one with the full TTL. */
  readonly lifetime: 'stable' | 'fresh';
}

/**
 * Gives a signed URL for an allowed decision, after its record is committed.
 * @throws LecternError `issue-not-recorded`; `closed` when the access ends in less than a second
 */
export type Issue = (request: IssueRequest) => Promise<SignedUrl>;

export interface IssueParts {
  readonly signer: Signer;
  readonly issueLog: IssueLog;
  readonly clock: Clock;
  readonly ring: () => KeyRing;
  readonly ttlSeconds: number;
  /** Called for every URL that leaves. */
  readonly onIssue?: (lifetime: IssueRequest['lifetime']) => void;
}

export function createIssue(parts: IssueParts): Issue {
  const { signer, issueLog, clock, ring, ttlSeconds, onIssue } = parts;

  return async ({ grant, version, disposition, lifetime }) => {
    if (version.taskId !== grant.taskId)
      throw new Error('the version belongs to another task than the grant');
    const nowMs = clock.nowMs();
    const windowOf = lifetime === 'stable' ? stableWindow : freshWindow;
    const window = windowOf({ nowMs, ttlSeconds, validUntilMs: grant.validUntilMs });
    if (window === undefined) throw new LecternError('closed', 'The time to read this task is over.');
    const { expiresAtSeconds } = window;

    const issueId =
      lifetime === 'stable'
        ? stableIssueId(ring(), expiresAtSeconds, [grant.principalId, version.id, disposition])
        : randomIssueId(expiresAtSeconds);
    const { objectKey, fileName } = version;
    const signed = await signer.signDownload({ objectKey, fileName, disposition, issueId, ...window });
    await issueLog.record({
      issueId,
      principalId: grant.principalId,
      taskId: grant.taskId,
      versionId: version.id,
      objectKey,
      ground: grant.ground,
      disposition,
      issuedAt: nowMs,
      expiresAt: signed.expiresAtMs,
    });
    onIssue?.(lifetime);
    return signed;
  };
}

/** An id that nobody can guess, for a URL that is given once. */
export function randomIssueId(expiresAtSeconds: number): string {
  return timePrefix(expiresAtSeconds) + randomBytes(16).toString('base64url');
}

/**
 * The same reader gets the same id for the same version, expiry and disposition. Keyed, so that nobody
 * can guess the id of another reader's URL; the first line keeps it apart from what the key signs otherwise.
 */
function stableIssueId([key]: KeyRing, expiresAtSeconds: number, facts: ReadonlyArray<string>): string {
  const hash = createHmac('sha256', key.secret)
    .update(`lectern-issue-v1\n${expiresAtSeconds}\n${facts.join('\n')}`)
    .digest('base64url');
  return timePrefix(expiresAtSeconds) + hash.slice(0, 22);
}

/** The expiry, which the URL tells anyway, in front: records of one time lie side by side in their index. */
function timePrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
