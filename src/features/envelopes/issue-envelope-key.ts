import type { KeyObject } from 'node:crypto';
import type { JointPermit } from '../../core/decide/read-permit.ts';
import { operatorGround } from '../../core/issue/issue-for-operator.ts';
import { operatorIssueId, stableIssueId } from '../../core/issue/issue-id.ts';
import { type IssueRecord, jointIssueId, jointRecords } from '../../core/issue/issue-record.ts';
import type { IssueRecorder } from '../../core/issue/issue-recorder.ts';
import type { Clock } from '../../lib/clock.ts';
import { taskOf } from '../../revocation/url-tags.ts';
import { type Envelope, sealedParts } from './envelopes.ts';

/** A reader who requests the key again within this time leaves no second record. */
const recordedOnceMs = 60_000;

/**
 * Returns the key of an envelope (16 bytes) to a reader of everything in it, after committing a record for each file.
 * The records end with the access; the key outlives it.
 * @throws LecternError `issue-not-recorded`
 * @throws OperatorError when the key was sealed with another secret
 */
export type IssueEnvelopeKey = (permit: JointPermit, envelope: Envelope) => Promise<Buffer>;

export function createIssueEnvelopeKey(parts: {
  readonly issueRecorder: IssueRecorder;
  readonly clock: Clock;
  readonly idKey: KeyObject;
}): IssueEnvelopeKey {
  const { issueRecorder, clock, idKey } = parts;

  return async (permit, envelope) => {
    const key = envelope.key();
    const issuedAt = clock.nowMs();
    const expiresAt = permit.validUntilMs ?? issuedAt;
    const period = Math.floor(issuedAt / recordedOnceMs);
    const expiresAtSeconds = Math.floor((permit.validUntilMs ?? period * recordedOnceMs) / 1000);
    const facts = ['key', envelope.id, String(period), permit.issuer, permit.apiKeyId];
    const issueId = stableIssueId(idKey, expiresAtSeconds, permit, taskOf(permit.permits[0]), facts);
    const { objectKey } = envelope;
    const records = jointRecords(permit, {
      issueId,
      objectKey,
      disposition: 'key',
      issuedAt,
      expiresAt,
      versions: sealedParts(envelope),
    });
    await issueRecorder.recordAll(records);
    return key;
  };
}

/**
 * Returns the key of an envelope to an operator, after committing a record for each file in it.
 * @throws LecternError `issue-not-recorded`
 * @throws OperatorError when the key was sealed with another secret
 */
export function createIssueEnvelopeKeyForOperator({
  issueRecorder,
  clock,
}: {
  issueRecorder: IssueRecorder;
  clock: Clock;
}) {
  return async (envelope: Envelope): Promise<Buffer> => {
    const key = envelope.key();
    const issuedAt = clock.nowMs();
    const issueId = operatorIssueId(Math.floor(issuedAt / 1000));
    const records = sealedParts(envelope).map(
      ({ taskId, versionId }, at): IssueRecord => ({
        issueId: jointIssueId(issueId, at),
        principalId: null,
        taskId,
        versionId,
        objectKey: envelope.objectKey,
        ground: operatorGround,
        disposition: 'key',
        issuedAt,
        expiresAt: issuedAt,
        issuer: null,
        apiKeyId: null,
      }),
    );
    await issueRecorder.recordAll(records);
    return key;
  };
}
