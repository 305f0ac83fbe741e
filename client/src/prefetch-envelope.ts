import { blobOf } from './body-of.ts';
import type { LecternClient } from './client.ts';
import type { EnvelopeStore, KeptEnvelope } from './envelope-store.ts';
import {
  firstAskAt,
  nextAskAt,
  ownTiming,
  pauseAfterFailures,
  type Timing,
  waitUntil,
} from './envelope-timing.ts';
import { LecternApiError } from './lectern-error.ts';
import { sendRequest } from './send-request.ts';

/** A contest with its participant's delay and extra time included. Times are ISO 8601. */
export interface PrefetchedContest {
  readonly contestId: string;
  readonly prefetchFrom: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
}

export interface PrefetchOptions {
  readonly store: EnvelopeStore;
  /** BCP 47; default: the browser's preference. */
  readonly language?: string | undefined;
  readonly signal: AbortSignal;
  /** Called when an envelope has been stored. */
  readonly onKept?: (kept: KeptEnvelope) => void;
  /** Downloads the envelope from its signed URL; default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  readonly timing?: Partial<Timing>;
}

const firstPauseMs = 15_000;
const download = { timeoutMs: 30_000, attempts: 3 };
/** For a contest without an end. */
const keptWithoutEndMs = 24 * 60 * 60 * 1000;

/**
 * Downloads the sealed envelope of a contest in the background, from the time that the contest sets, and newer ones later. Requests are at
 * random times and retried after failures; only one tab sends them. Resolves when there is nothing more to request, at the latest at the
 * start.
 * @throws the reason of the signal; the error of the store when it is full
 */
export async function prefetchEnvelope(
  client: Pick<LecternClient, 'post'>,
  contest: PrefetchedContest,
  options: PrefetchOptions,
): Promise<void> {
  const { signal } = options;
  await navigator.locks.request(`lectern-envelope ${contest.contestId}`, { signal }, () =>
    keepAsking(client, contest, options),
  );
}

async function keepAsking(
  client: Pick<LecternClient, 'post'>,
  { contestId, prefetchFrom, startsAt, endsAt }: PrefetchedContest,
  options: PrefetchOptions,
): Promise<void> {
  const { store, language, signal, onKept, fetch: send = globalThis.fetch } = options;
  const timing = { ...ownTiming, ...options.timing };
  let opensAtMs = Date.parse(startsAt);
  const keepUntilMs = endsAt === null ? opensAtMs + keptWithoutEndMs : Date.parse(endsAt);
  let kept = (await store.list()).find((each) => each.contestId === contestId);

  /** False when it cannot be stored. */
  async function ask(): Promise<boolean> {
    const offer = await client.post('/api/v1/contests/{contestId}/envelope-url', {
      path: { contestId },
      body: language === undefined ? {} : { language },
      signal,
    });
    const { envelopeId, size } = offer;
    opensAtMs = Date.parse(offer.opensAt);
    if (kept?.envelopeId === envelopeId && kept.opensAtMs === opensAtMs) return true;
    if (!(await store.hasRoom({ contestId, size }))) return false;
    const atHand = kept?.envelopeId === envelopeId ? await store.read(kept) : undefined;
    const envelope = atHand ?? (await fetchEnvelope(send, offer.url, size, signal));
    signal.throwIfAborted();
    kept = { contestId, envelopeId, opensAtMs, keepUntilMs, size };
    await store.put(kept, envelope);
    onKept?.(kept);
    return true;
  }

  let failures = 0;
  let askAtMs = kept ? nextAskAt(opensAtMs, timing) : firstAskAt(Date.parse(prefetchFrom), opensAtMs, timing);
  while (askAtMs !== undefined && askAtMs < opensAtMs) {
    await waitUntil(askAtMs, timing, signal);
    try {
      if (!(await ask())) return;
      failures = 0;
      askAtMs = nextAskAt(opensAtMs, timing);
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      askAtMs = againAt(error, failures, opensAtMs, timing);
    }
  }
}

/** Codes for a participant without an envelope, or whose time is over. */
const final = new Set<unknown>(['not-found', 'closed', 'account-disabled', 'request-invalid']);

/** Undefined after a final refusal. @throws errors other than refusals */
function againAt(error: unknown, failures: number, opensAtMs: number, timing: Timing): number | undefined {
  if (!(error instanceof LecternApiError)) throw error;
  if (final.has(error.code)) return undefined;
  if (error.code === 'not-open-yet') {
    const fromMs = Date.parse(error.facts.opensAt);
    // If the device's clock is ahead, the time may have passed here.
    if (fromMs > timing.nowMs()) return firstAskAt(fromMs, opensAtMs, timing);
  }
  const { retryAfterSeconds } = error.facts;
  return timing.nowMs() + pauseAfterFailures(failures, firstPauseMs, retryAfterSeconds, timing);
}

/** Downloads through the signed URL, so without credentials. If the storage refuses, another URL may work. */
async function fetchEnvelope(
  send: typeof fetch,
  url: string,
  size: number,
  signal: AbortSignal,
): Promise<Blob> {
  const request = {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal,
    isRepeatable: true,
  } as const;
  try {
    return await sendRequest(url, request, { fetch: send, ...download }, (reply) => readExactly(reply, size));
  } catch (cause) {
    signal.throwIfAborted();
    throw new LecternApiError('network', 'The envelope could not be fetched.', { cause });
  }
}

async function readExactly(reply: Response, size: number): Promise<Blob> {
  const body = await blobOf(reply, size);
  if (body.size !== size)
    throw new LecternApiError(
      'reply-unreadable',
      `The envelope must have ${size} bytes, but a different number arrived.`,
    );
  return body;
}
