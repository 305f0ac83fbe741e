import type { Principal } from '../../domain/accounts/principal.ts';
import type { UrlEpochs } from '../revoke/url-tags.ts';
import type { GroundKind } from './access-paths.ts';

declare const brand: unique symbol;

/** What only this module makes, for the decisions beside it. */
interface Proof {
  readonly [brand]: true;
}

/** An account, with what a platform grants it beside its own grounds, on whose word, and within which limits of a key. */
export type Reader = Pick<Principal, 'id' | 'grants' | 'issuer' | 'apiKeyId' | 'limits'>;

/** Whom a grant names. */
export interface Subject {
  readonly principalId: string;
  /** Whose token named the reader, if one did. */
  readonly issuer?: string | undefined;
  /** The key of the program that asked, if one did. */
  readonly apiKeyId?: string | undefined;
}

/** Proof that a principal may read a task now. Only `decide` makes one, and `issue` asks for it. */
export interface Grant extends Proof, Subject, UrlEpochs {
  readonly taskId: string;
  /** The ground that holds longest. */
  readonly ground: GroundKind;
  /** Id of the group or contest that this ground comes through. */
  readonly through: string | null;
  /** When the last open ground closes (Unix ms); null if never. */
  readonly validUntilMs: number | null;
  /** Whether an open ground is one of staff, who also see replaced versions. */
  readonly staff: boolean;
}

/**
 * Proof that a principal may read each of several tasks now, which one file or one key opens together. Only
 * `decideTogether` makes one.
 */
export interface JointGrant extends Proof, Subject {
  readonly readerEpoch: number;
  /** One a task. */
  readonly grants: readonly [Grant, ...ReadonlyArray<Grant>];
  /** When the first of the tasks closes (Unix ms); null if none ever does. */
  readonly validUntilMs: number | null;
}

/**
 * Proof that a principal may fetch the sealed envelopes of a contest now, and nothing else. Only `decidePrefetch` makes
 * one, and `issuePrefetch` asks for it.
 */
export interface PrefetchGrant extends Proof, Subject, Pick<Grant, 'readerEpoch'> {
  readonly contestId: string;
  /** When the contest starts for the principal (Unix ms), and the key takes the place of the envelope. */
  readonly validUntilMs: number;
}

export const subjectOf = ({ id, issuer, apiKeyId }: Reader): Subject => ({
  principalId: id,
  issuer,
  apiKeyId,
});

/** Makes a grant of what was decided. The layers let only the decisions beside it import this. */
export const makeGrant = <Facts extends object>(facts: Facts) => facts as Facts & Proof;
