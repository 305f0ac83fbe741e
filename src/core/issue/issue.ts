import type { KeyObject } from 'node:crypto';
import { canBindClient, freshWindow, type Provider, type SignedUrl, stableWindow } from 'lectern-signing';
import { type Refusal, refusal } from '../../domain/access/refusals.ts';
import type { DocumentVersion } from '../../domain/tasks/document-versions.ts';
import { deliveredName } from '../../domain/tasks/file-names.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Revocations } from '../../revocation/revocations.ts';
import { type Revocable, type TaggedReader, taskOf } from '../../revocation/url-tags.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import { mayBeShown } from '../../storage/file-types.ts';
import type { ReadPermit } from '../decide/read-permit.ts';
import { randomIssueId, stableIssueId } from './issue-id.ts';
import type { Disposition } from './issue-record.ts';
import type { IssueRecorder } from './issue-recorder.ts';

export interface IssueRequest {
  readonly permit: ReadPermit;
  readonly version: Pick<DocumentVersion, 'id' | 'taskId' | 'objectKey' | 'fileName'>;
  /** Files that browsers must not show are always saved. */
  readonly disposition: Disposition;
  /** `stable`: the same URL, byte for byte, within a window. `fresh`: a new one with the full TTL. */
  readonly lifetime: 'stable' | 'fresh';
}

/**
 * Returns a signed URL for an allowed decision, once its record is committed.
 * @throws LecternError `issue-not-recorded`; `closed` when the access ends in less than a second; `address-unsupported`
 */
export type Issue = (request: IssueRequest) => Promise<SignedUrl>;

export interface IssueParts {
  readonly signer: Pick<DocumentSigner, 'signDownload'>;
  readonly issueRecorder: IssueRecorder;
  readonly clock: Clock;
  /** Keys issue ids, and the tags in them. */
  readonly idKey: KeyObject;
  readonly isRevoked: Revocations['isRevoked'];
  readonly ttlSeconds: number;
  /** The provider that binds URLs for access in networks only to the client that asks; undefined: they work everywhere. */
  readonly boundBy: Provider | undefined;
  /** Called for every issued URL. */
  readonly onIssue?: ((lifetime: IssueRequest['lifetime']) => void) | undefined;
}

export function createIssue(parts: IssueParts): Issue {
  const { signer, issueRecorder, clock, idKey, isRevoked, ttlSeconds, boundBy, onIssue } = parts;

  return async ({ permit, version, disposition: wanted, lifetime }) => {
    if (version.taskId !== permit.taskId)
      throw new Error('the version belongs to another task than the permit');
    const nowMs = clock.nowMs();
    const windowOf = lifetime === 'stable' ? stableWindow : freshWindow;
    const window = windowOf({ nowMs, ttlSeconds, validUntilMs: permit.validUntilMs });
    if (window === undefined) throw refusal({ allowed: false, reason: 'closed' });
    const { expiresAtSeconds } = window;

    const { objectKey } = version;
    const fileName = deliveredName(version.fileName, objectKey);
    const disposition = mayBeShown(objectKey) ? wanted : 'attachment';
    const client = clientFor(permit, boundBy);
    const facts = [version.id, objectKey, disposition, permit.issuer, permit.apiKeyId, client];
    const stableId =
      lifetime === 'stable'
        ? stableIssueId(idKey, expiresAtSeconds, permit, taskOf(permit), facts)
        : undefined;
    // A reader always gets a working URL, even in the window of a stable one that was revoked individually.
    const issueId =
      stableId === undefined || isRevoked({ issueId: stableId, objectKey })
        ? randomIssueId(idKey, expiresAtSeconds, permit, taskOf(permit))
        : stableId;
    const signed = await signer.signDownload({
      objectKey,
      fileName,
      disposition,
      issueId,
      client,
      ...window,
    });
    assertLives(signed, nowMs);
    await issueRecorder.record({
      issueId,
      principalId: permit.principalId,
      taskId: permit.taskId,
      versionId: version.id,
      objectKey,
      ground: permit.ground,
      disposition,
      issuedAt: nowMs,
      expiresAt: signed.expiresAtMs,
      issuer: permit.issuer ?? null,
      apiKeyId: permit.apiKeyId ?? null,
    });
    onIssue?.(lifetime);
    return signed;
  };
}

/** The only client for whom a URL works; undefined: any. @throws LecternError `address-unsupported` */
function clientFor({ boundTo: address }: Pick<ReadPermit, 'boundTo'>, boundBy: IssueParts['boundBy']) {
  if (boundBy === undefined || address === undefined) return undefined;
  if (canBindClient(boundBy, address)) return address;
  throw new LecternError(
    'address-unsupported',
    `Links for this contest work over IPv4 only, and you come from ${address}. Use another network, or tell the staff: ` +
      'the operator must publish no IPv6 address (AAAA record) for this server.',
    { facts: { address } },
  );
}

/**
 * A credential that ends earlier caps the URL, which must still have a second to live.
 * @throws LecternError `storage-unavailable`
 */
function assertLives({ expiresAtMs }: SignedUrl, nowMs: number): void {
  if (expiresAtMs - nowMs >= 1000) return;
  throw new LecternError(
    'storage-unavailable',
    'The credentials of the file storage are being renewed. Try again in a moment.',
  );
}

export interface FreshUrl {
  /** Who it is for, with the epoch that revokes it, and when their access ends (Unix milliseconds; null: never). */
  readonly permit: TaggedReader & {
    readonly validUntilMs: number | null;
    readonly boundTo?: string | undefined;
  };
  readonly resource: Revocable;
  readonly objectKey: string;
  readonly fileName: string;
  readonly disposition: Disposition;
  /** Makes the error when the access ends in less than a second. */
  readonly refuse: (refused: Refusal<'closed'>) => LecternError;
}

export type FreshUrlParts = Pick<IssueParts, 'signer' | 'clock' | 'idKey' | 'ttlSeconds' | 'boundBy'>;

/**
 * Signs a URL with the full TTL. Commit records of its `issueId` before it leaves.
 * @throws LecternError `closed` when the access ends in less than a second, `address-unsupported`, `storage-unavailable`
 */
export async function signFresh(
  { signer, clock, idKey, ttlSeconds, boundBy }: FreshUrlParts,
  { permit, resource, objectKey, fileName, disposition, refuse }: FreshUrl,
): Promise<{ readonly signed: SignedUrl; readonly issueId: string; readonly issuedAt: number }> {
  const issuedAt = clock.nowMs();
  const window = freshWindow({ nowMs: issuedAt, ttlSeconds, validUntilMs: permit.validUntilMs });
  if (window === undefined) throw refuse({ allowed: false, reason: 'closed' });
  const issueId = randomIssueId(idKey, window.expiresAtSeconds, permit, resource);
  const client = clientFor(permit, boundBy);
  const signed = await signer.signDownload({
    objectKey,
    fileName,
    disposition,
    issueId,
    client,
    ...window,
  });
  assertLives(signed, issuedAt);
  return { signed, issueId, issuedAt };
}
