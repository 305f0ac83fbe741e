import type { anywhere, Principal } from '../../domain/accounts/principal.ts';
import type { IpAddress } from '../../lib/client-address.ts';
import type { UrlEpochs } from '../../revocation/url-tags.ts';
import type { GroundKind } from './access-paths.ts';

declare const brand: unique symbol;

/** Only this module makes these, for the decisions in this folder. */
interface Proof {
  readonly [brand]: true;
}

/**
 * An account, with its address, the grants that a platform sends for it, that platform as issuer, and the limits of an API key. Without an
 * address, it is in no network.
 */
export interface Reader extends Pick<Principal, 'id' | 'grants' | 'issuer' | 'apiKeyId' | 'limits'> {
  readonly address?: IpAddress | typeof anywhere | undefined;
}

/** Who a permit is for. */
export interface Subject {
  readonly principalId: string;
  /** The issuer of the token that named the reader. */
  readonly issuer?: string | undefined;
  /** The API key of the program that asked. */
  readonly apiKeyId?: string | undefined;
}

/** Proof that a principal may read a task now. Only `decide` makes one; `issue` requires it. */
export interface ReadPermit extends Proof, Subject, UrlEpochs {
  readonly taskId: string;
  /** The ground that holds longest. */
  readonly ground: GroundKind;
  /** Id of the group or contest that this ground comes through. */
  readonly through: string | null;
  /** When the last open ground closes (Unix ms); null if never. */
  readonly validUntilMs: number | null;
  /** Whether an open ground is one of staff, who also see replaced versions. */
  readonly staff: boolean;
  /** The reader's address, if every open ground holds only in networks that include it; otherwise undefined. */
  readonly boundTo?: string | undefined;
}

/** Proof that a principal may now read each of several tasks that one file or key opens together. Only `decideTogether` makes one. */
export interface JointPermit extends Proof, Subject {
  readonly readerEpoch: number;
  /** One per task. */
  readonly permits: readonly [ReadPermit, ...ReadonlyArray<ReadPermit>];
  /** When the first of the tasks closes (Unix ms); null if none ever does. */
  readonly validUntilMs: number | null;
  /** The reader's address, if one of the permits is bound to it. */
  readonly boundTo?: string | undefined;
}

/**
 * Proof that a principal may now fetch the sealed envelopes of a contest, and nothing else. Only `decidePrefetch` makes one;
 * `issuePrefetch` requires it.
 */
export interface PrefetchPermit extends Proof, Subject, Pick<ReadPermit, 'readerEpoch'> {
  readonly contestId: string;
  /** When the contest starts for the principal (Unix ms) and the key replaces the envelope. */
  readonly validUntilMs: number;
}

export const subjectOf = ({ id, issuer, apiKeyId }: Reader): Subject => ({
  principalId: id,
  issuer,
  apiKeyId,
});

/** Makes a permit from a decision. `npm run layers` lets only the decisions in this folder import it. */
export const makePermit = <Facts extends object>(facts: Facts) => facts as Facts & Proof;
