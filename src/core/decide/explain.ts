import { explainRefusal, refusalFacts } from '../../domain/access/refusals.ts';
import { anywhere } from '../../domain/accounts/principal.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import type { Ground, GroundKind } from './access-paths.ts';
import {
  type Decision,
  earliestUsefulEnd,
  type GroundState,
  networksOf,
  stateFor,
  stateOf,
} from './decide.ts';
import type { Reader } from './read-permit.ts';

/** A ground at one time, as fields and as a message. */
export interface ExplainedGround extends Ground {
  readonly state: GroundState;
  readonly message: string;
}

/** Why a person may or may not read a task at a given time. */
export interface Explanation {
  readonly decision: Decision;
  /** Whether a URL would be issued. If not, although reading is allowed, it would fail with `address-unsupported`. */
  readonly canGetUrl: boolean;
  readonly message: string;
  readonly grounds: ReadonlyArray<ExplainedGround>;
}

/**
 * Explains a decision by the grounds behind it. Pure, like `decide`.
 * @param canBind whether a URL can be bound to an address
 */
export function explain(
  reader: Reader,
  decision: Decision,
  grounds: ReadonlyArray<Ground>,
  nowMs: number,
  canBind: (address: string) => boolean = () => true,
): Explanation {
  const boundTo = decision.allowed ? decision.permit.boundTo : undefined;
  const isBindable = boundTo === undefined || canBind(boundTo);
  const noUrl = ' Gets no link at this address: links for this contest work over IPv4 only.';
  return {
    decision,
    canGetUrl: decision.allowed && isBindable,
    message: `${describeDecision(decision)}${isBindable ? '' : noUrl}`,
    grounds: grounds.map((ground) => {
      const state = stateFor(reader, ground, nowMs);
      const window = describeWindow(ground, stateOf(ground, nowMs));
      return {
        ...ground,
        state,
        message: `${reasons[ground.kind]}: ${window}${describePlace(ground, state, reader)}`,
      };
    }),
  };
}

const reasons: Readonly<Record<GroundKind, string>> = {
  admin: 'is an admin',
  'task-staff': 'is staff of the task',
  'group-staff': 'is staff of a group that has the task',
  'contest-staff': 'is staff of a contest with the task',
  group: 'is a member of a group that has the task',
  contest: 'takes part in a contest with the task',
  'signed-in': 'has an account, and the task is for everyone signed in',
  'contest-archive': 'may read the tasks of a contest after its end',
  granted: 'was granted access by a trusted platform',
};

function describeWindow({ opensAt, closesAt }: Ground, state: ReturnType<typeof stateOf>): string {
  const until = closesAt === null ? '' : ` until ${isoTime(closesAt)}`;
  switch (state) {
    case 'open':
      return `open${opensAt === 0 ? '' : ` since ${isoTime(opensAt)}`}${until}`;
    case 'upcoming':
      return `opens at ${isoTime(opensAt)}${until}`;
    case 'closed':
      return closesAt !== null && closesAt < earliestUsefulEnd(opensAt)
        ? 'never opens: its opening time or an embargo is after its closing time'
        : `closed since ${isoTime(closesAt ?? 0)}`;
  }
}

function describePlace(ground: Ground, state: GroundState, { address }: Reader): string {
  if (networksOf(ground) === null || state === 'closed') return '';
  if (state === 'elsewhere') return ', but not at this address';
  return address === anywhere || state === 'upcoming' ? ', in the networks of the contest only' : '';
}

function describeDecision(decision: Decision): string {
  if (decision.allowed) {
    const { validUntilMs } = decision.permit;
    return `May read it${validUntilMs === null ? '' : ` until ${isoTime(validUntilMs)}`}.`;
  }
  return explainRefusal(decision);
}

/** A decision as fields; those that do not apply are null. */
export function serializeDecision(decision: Decision) {
  const nothing = { reason: null, ground: null, opensAt: null, validUntil: null };
  if (decision.allowed) {
    const { ground, validUntilMs } = decision.permit;
    return { ...nothing, allowed: true, ground, validUntil: isoTimeOrNull(validUntilMs) };
  }
  const { opensAt = null } = refusalFacts(decision);
  return { ...nothing, allowed: false, reason: decision.reason, opensAt };
}

/** An explanation as the API and the command line show it. */
export function serializeExplanation({ decision, canGetUrl, message, grounds }: Explanation) {
  return {
    decision: serializeDecision(decision),
    canGetUrl,
    message,
    grounds: grounds.map((ground) => ({
      kind: ground.kind,
      through: ground.through,
      opensAt: isoTime(ground.opensAt),
      closesAt: isoTimeOrNull(ground.closesAt),
      state: ground.state,
      inNetworksOnly: networksOf(ground) !== null,
      message: ground.message,
    })),
  };
}
