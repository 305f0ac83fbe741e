import type { Clock } from '../lib/clock.ts';
import { LecternError, messageOf, OperatorError } from '../lib/errors.ts';
import { answerTimeoutMs, askStorage } from './storage-unavailable.ts';

/** A credential that stays valid, because a new one is loaded before the old one expires. */
export interface Renewed<T> {
  /** Synchronous. Throws `storage-unavailable` when the last credential has expired. */
  current(): T;
  /** Stops renewing. */
  close(): void;
}

export interface RenewedParts<T> {
  /** Requests a credential. The signal aborts when it takes too long. */
  readonly load: (signal: AbortSignal) => Promise<T>;
  readonly clock: Clock;
  /** How long before expiry a credential is renewed; at the latest after half of its remaining time. */
  readonly renewBeforeMs?: number;
  /** Time limit of one load. */
  readonly timeoutMs?: number;
  readonly log?: { warn(facts: object, message: string): void };
}

const defaultRenewBeforeMs = 5 * 60_000;
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** The limit of `setTimeout`. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Loads a credential, and renews it in the background until `close`. One without `expiresAtMs` (Unix milliseconds) is never renewed. A
 * failed renewal is retried after growing pauses, while the old credential is used until it expires. Loads never overlap.
 * Throws `storage-unavailable` when the first load returns an expired credential, and as `loadCredential`.
 */
export async function createRenewed<T extends { readonly expiresAtMs?: number | undefined }>(
  parts: RenewedParts<T>,
): Promise<Renewed<T>> {
  const { clock, log } = parts;
  let credential = await loadLiving(parts);
  let failures = 0;
  let nextLoadMs = dueMs(credential, parts);
  let loading = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  wait();

  function wait(): void {
    clearTimeout(timer);
    if (closed || nextLoadMs === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(nextLoadMs - clock.nowMs(), 0), longestTimerMs);
    timer = setTimeout(renewIfDue, delayMs).unref();
  }

  function renewIfDue(): void {
    if (loading || closed) return;
    if (clock.nowMs() < nextLoadMs) wait();
    else void renew();
  }

  async function renew(): Promise<void> {
    loading = true;
    try {
      credential = await loadLiving(parts);
      failures = 0;
      nextLoadMs = dueMs(credential, parts);
    } catch (error) {
      const pauseMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
      failures += 1;
      nextLoadMs = clock.nowMs() + pauseMs;
      if (!closed) {
        const facts = { error: String(error), expiresAtMs: credential.expiresAtMs, pauseMs };
        log?.warn(facts, 'the credential of the file storage could not be renewed; it will be retried');
      }
    }
    loading = false;
    wait();
  }

  return {
    current() {
      // A timer may be late after the machine slept.
      if (clock.nowMs() >= nextLoadMs) renewIfDue();
      if (hasEnded(credential, clock)) throw ended();
      return credential;
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Loads a credential from a provider.
 * @throws OperatorError with the provider's message, for the console or the log
 */
export async function loadCredential<T>(
  timeoutMs: number,
  load: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await askStorage(timeoutMs, load);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const reason = messageOf(cause instanceof Error ? cause : error);
    const text = `The credential of the file storage could not be loaded. Check the settings: ${reason.replace(/\.?$/, '.')}`;
    throw new OperatorError(text, { kind: 'unavailable', cause: cause ?? error });
  }
}

async function loadLiving<T extends { readonly expiresAtMs?: number | undefined }>({
  load,
  timeoutMs = answerTimeoutMs,
  clock,
}: RenewedParts<T>): Promise<T> {
  const credential = await loadCredential(timeoutMs, load);
  if (hasEnded(credential, clock)) throw ended();
  return credential;
}

/** When to load the next credential, in Unix milliseconds. */
function dueMs(
  { expiresAtMs }: { readonly expiresAtMs?: number | undefined },
  { clock, renewBeforeMs = defaultRenewBeforeMs }: Pick<RenewedParts<unknown>, 'clock' | 'renewBeforeMs'>,
): number {
  if (expiresAtMs === undefined) return Number.POSITIVE_INFINITY;
  const nowMs = clock.nowMs();
  const leftMs = expiresAtMs - nowMs;
  // A provider may return the same credential until shortly before it expires, so retry closer to that time.
  return nowMs + Math.max(leftMs - Math.min(renewBeforeMs, leftMs / 2), firstPauseMs);
}

function hasEnded({ expiresAtMs }: { readonly expiresAtMs?: number | undefined }, clock: Clock): boolean {
  return expiresAtMs !== undefined && clock.nowMs() >= expiresAtMs;
}

function ended(): LecternError {
  const message =
    'The credential of the file storage has expired and could not be renewed. Tell the operator.';
  return new LecternError('storage-unavailable', message);
}
