import type { UrlEpochs } from '../revoke/url-tags.ts';
import { type Ground, type GroundKind, groundKinds, staffKinds } from './access-paths.ts';

declare const grantBrand: unique symbol;

/** Proof that a principal may read a task now. Only `decide` makes one, and `issue` asks for it. */
export interface Grant extends UrlEpochs {
  readonly [grantBrand]: true;
  readonly principalId: string;
  readonly taskId: string;
  /** Whose token named the reader, if one did. */
  readonly issuer?: string | undefined;
  /** The key of the program that asked, if one did. */
  readonly apiKeyId?: string | undefined;
  /** The ground that holds longest. */
  readonly ground: GroundKind;
  /** Id of the group or contest that this ground comes through. */
  readonly through: string | null;
  /** When the last open ground closes (Unix ms); null if never. */
  readonly validUntilMs: number | null;
  /** Whether an open ground is one of staff, who also see replaced versions. */
  readonly staff: boolean;
}

export type Refusal =
  | { readonly allowed: false; readonly reason: 'not-open-yet'; readonly opensAtMs: number }
  | { readonly allowed: false; readonly reason: 'closed' | 'not-found' };

export type Decision = { readonly allowed: true; readonly grant: Grant } | Refusal;

/** Whom a decision is about. */
export type Subject = Pick<Grant, 'principalId' | 'issuer' | 'apiKeyId'>;

/**
 * Proof that a principal may read each of several tasks now, which one file or one key opens together. Only
 * `decideTogether` makes one.
 */
export interface JointGrant extends Subject {
  readonly [grantBrand]: true;
  readonly readerEpoch: number;
  /** One a task; never empty. */
  readonly grants: readonly [Grant, ...ReadonlyArray<Grant>];
  /** When the first of the tasks closes (Unix ms); null if none ever does. */
  readonly validUntilMs: number | null;
}

export type JointDecision = { readonly allowed: true; readonly grant: JointGrant } | Refusal;

/**
 * A URL's expiry is written in whole seconds and must leave it at least one to live. So a window that ends
 * before this time (Unix ms) is closed already, though its last moments have not passed.
 */
export function earliestUsefulEnd(nowMs: number): number {
  return Math.ceil(nowMs / 1000 + 1) * 1000;
}

export const groundStates = ['open', 'upcoming', 'closed'] as const;
export type GroundState = (typeof groundStates)[number];

/**
 * A ground is open from `opensAt` until there is no whole second left before `closesAt`. A window without a
 * whole second in it (an embargo past the closing) never opens.
 */
export function stateOf(ground: Ground, nowMs: number): GroundState {
  if (end(ground) < earliestUsefulEnd(Math.max(nowMs, ground.opensAt))) return 'closed';
  return ground.opensAt <= nowMs ? 'open' : 'upcoming';
}

/**
 * Decides one read. Pure: the same grounds and time always give the same decision.
 */
export function decide(
  subject: Subject & Pick<Grant, 'taskId'>,
  grounds: ReadonlyArray<Ground>,
  nowMs: number,
): Decision {
  if (grounds.length === 0) return { allowed: false, reason: 'not-found' };

  const open = grounds.filter((ground) => stateOf(ground, nowMs) === 'open');
  const [strongest] = open.toSorted((a, b) => end(b) - end(a) || rank(a) - rank(b));
  if (strongest) {
    const grant = {
      ...subject,
      readerEpoch: strongest.readerEpoch,
      taskEpoch: strongest.taskEpoch,
      ground: strongest.kind,
      through: strongest.through,
      validUntilMs: strongest.closesAt,
      staff: open.some((ground) => staffKinds.has(ground.kind)),
    };
    return { allowed: true, grant: grant as unknown as Grant };
  }

  const upcoming = grounds.filter((ground) => stateOf(ground, nowMs) === 'upcoming');
  if (upcoming.length === 0) return { allowed: false, reason: 'closed' };
  return {
    allowed: false,
    reason: 'not-open-yet',
    opensAtMs: Math.min(...upcoming.map((ground) => ground.opensAt)),
  };
}

/**
 * Decides the reading of several tasks at once: allowed when each is, and open when the last of them is. Of the
 * refusals, the one that holds longest is the answer; without a task there is nothing to read.
 */
export function decideTogether(
  subject: Subject,
  groundsOf: ReadonlyMap<string, ReadonlyArray<Ground>>,
  nowMs: number,
): JointDecision {
  const decisions = [...groundsOf].map(([taskId, grounds]) => decide({ ...subject, taskId }, grounds, nowMs));
  const refusals = decisions.filter((decision) => !decision.allowed);
  const [first, ...others] = decisions.flatMap((decision) => (decision.allowed ? [decision.grant] : []));
  if (first === undefined || refusals.length > 0) return lastingRefusal(refusals);

  const grants = [first, ...others] as const;
  const ends = grants.flatMap(({ validUntilMs }) => validUntilMs ?? []);
  const grant = {
    ...subject,
    // Of several states of the database, the oldest: what was revoked since then is revoked.
    readerEpoch: Math.min(...grants.map(({ readerEpoch }) => readerEpoch)),
    grants,
    validUntilMs: ends.length === 0 ? null : Math.min(...ends),
  };
  return { allowed: true, grant: grant as unknown as JointGrant };
}

function lastingRefusal(refusals: ReadonlyArray<Refusal>): Refusal {
  const reasons = new Set(refusals.map(({ reason }) => reason));
  if (reasons.has('not-found') || reasons.size === 0) return { allowed: false, reason: 'not-found' };
  if (reasons.has('closed')) return { allowed: false, reason: 'closed' };
  const openings = refusals.flatMap((each) => (each.reason === 'not-open-yet' ? [each.opensAtMs] : []));
  return { allowed: false, reason: 'not-open-yet', opensAtMs: Math.max(...openings) };
}

const end = (ground: Ground) => ground.closesAt ?? Number.MAX_SAFE_INTEGER;
const rank = (ground: Ground) => groundKinds.indexOf(ground.kind);
