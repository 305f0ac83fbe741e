import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { taskNotFound } from '../tasks/task.ts';

/** Data that comes with each reason to refuse a read; times in Unix milliseconds. */
interface Circumstances {
  'not-open-yet': { readonly opensAtMs: number };
  /** The address of the reader; null if it is not known. */
  'wrong-place': { readonly address: string | null };
  closed: unknown;
  'not-found': unknown;
}

/** Why a read is refused. It is also the error's code, so `errorTable` has its status and title. */
export type RefusalReason = keyof Circumstances;

export type Refusal<Reason extends RefusalReason = RefusalReason> = {
  readonly [Each in Reason]: { readonly allowed: false; readonly reason: Each } & Circumstances[Each];
}[Reason];

/** Messages and data of a refusal. The web app has its own texts for each reason, in every language. */
interface RefusalEntry<Reason extends RefusalReason> {
  /** To the reader of a task. It never reveals the title. */
  readonly task: (refusal: Refusal<Reason>) => string;
  /** To staff, about the reader. */
  readonly explanation: (refusal: Refusal<Reason>) => string;
  /** For programs; times in ISO 8601. */
  readonly facts?: (refusal: Refusal<Reason>) => RefusalFacts;
}

type RefusalFacts = {
  readonly opensAt?: string;
  readonly address?: string | null;
};

/** In the order of how long they hold: of the reasons of several tasks, the last one here is returned. */
const refusalTable: { readonly [Reason in RefusalReason]: RefusalEntry<Reason> } = {
  'not-open-yet': {
    task: ({ opensAtMs }) => `The task opens at ${isoTime(opensAtMs)}. Try again then.`,
    explanation: ({ opensAtMs }) => `May not read it yet: it opens at ${isoTime(opensAtMs)}.`,
    facts: ({ opensAtMs }) => ({ opensAt: isoTime(opensAtMs) }),
  },
  'wrong-place': {
    task: ({ address }) =>
      `The contest is open in its networks only, and ${address === null ? 'your address is not known' : `you come from ${address}`}. ` +
      'If you are where it takes place, tell its staff this address.',
    explanation: ({ address }) =>
      `May not read it there: the networks of the contest do not include ${address ?? 'that address'}.`,
    facts: ({ address }) => ({ address }),
  },
  closed: {
    task: () => 'This task can no longer be read. Ask its staff if you need more time.',
    explanation: () => 'May no longer read it.',
  },
  'not-found': {
    task: () => taskNotFound().message,
    explanation: () => 'Has no access. For this account, the task does not exist.',
  },
};

export const refusalReasons = Object.keys(refusalTable) as ReadonlyArray<RefusalReason>;

/** The error for a refused read. */
export const refusal = <Reason extends RefusalReason>(refused: Refusal<Reason>) =>
  new LecternError(refused.reason, refusalTable[refused.reason].task(refused), {
    facts: refusalFacts(refused),
  });

/** Sealed statements can be fetched anywhere. */
type PrefetchReason = Exclude<RefusalReason, 'wrong-place'>;
export type PrefetchRefusal = Refusal<PrefetchReason>;

/** Messages to a participant who asks for sealed statements. */
const prefetchMessages: { readonly [Reason in PrefetchReason]: (refusal: Refusal<Reason>) => string } = {
  'not-open-yet': ({ opensAtMs }) =>
    `The sealed statements can be fetched from ${isoTime(opensAtMs)}. Try again then.`,
  closed: () => 'The contest has started. Open its tasks.',
  'not-found': () => 'The contest has no sealed statements.',
};

/** The error for sealed statements that may not be fetched. */
export const prefetchRefusal = <Reason extends PrefetchReason>(refused: Refusal<Reason>) =>
  new LecternError(refused.reason, prefetchMessages[refused.reason](refused), {
    facts: refusalFacts(refused),
  });

export const explainRefusal = <Reason extends RefusalReason>(refused: Refusal<Reason>) =>
  refusalTable[refused.reason].explanation(refused);

export const refusalFacts = <Reason extends RefusalReason>(refused: Refusal<Reason>): RefusalFacts =>
  refusalTable[refused.reason].facts?.(refused) ?? {};
