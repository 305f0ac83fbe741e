import type { LecternClient } from './client.ts';
import { EnvelopeError } from './envelope-error.ts';
import type { EnvelopeStore, KeptEnvelope } from './envelope-store.ts';
import { ownTiming, pauseAfterFailures, type Timing, waitUntil } from './envelope-timing.ts';
import { isPassing, LecternApiError } from './lectern-error.ts';
import { type Envelope, openEnvelope } from './open-envelope.ts';

export interface UnlockOptions {
  readonly store: EnvelopeStore;
  readonly signal: AbortSignal;
  readonly timing?: Partial<Timing>;
}

/** Spreads the requests at the start. */
const longestJitterMs = 1000;
const attempts = 7;
const firstPauseMs = 1000;

/**
 * Requests the key of an envelope at the person's start, and opens it. The key stays in memory. Deletes a damaged envelope.
 * @throws LecternApiError with the API's refusal, or `network`; EnvelopeError; the reason of the signal
 */
export async function unlockEnvelope(
  client: Pick<LecternClient, 'post'>,
  kept: KeptEnvelope,
  options: UnlockOptions,
): Promise<Envelope> {
  const { store, signal } = options;
  const timing = { ...ownTiming, ...options.timing };
  const key = await askForKey(client, kept, { store, signal }, timing);
  const blob = await store.read(kept);
  if (!blob) throw new EnvelopeError('envelope-unreadable', 'The envelope is no longer on this device.');
  try {
    const envelope = await openEnvelope(blob, key);
    if (envelope.contestId === kept.contestId) return envelope;
    throw new EnvelopeError('index-invalid', 'The envelope belongs to another contest.');
  } catch (error) {
    await store.delete(kept);
    throw error;
  }
}

async function askForKey(
  client: Pick<LecternClient, 'post'>,
  { contestId, envelopeId, ...kept }: KeptEnvelope,
  { store, signal }: UnlockOptions,
  timing: Timing,
): Promise<string> {
  let { opensAtMs } = kept;
  for (let failures = 0; ; ) {
    await waitUntil(opensAtMs + timing.random() * longestJitterMs, timing, signal);
    try {
      const path = { contestId };
      const request = { path, body: { envelopeId }, signal };
      return (await client.post('/api/v1/contests/{contestId}/envelope-key', request)).key;
    } catch (error) {
      signal.throwIfAborted();
      const movedToMs = startNamedBy(error);
      if (movedToMs > timing.nowMs()) {
        opensAtMs = movedToMs;
        const moved = { contestId, envelopeId, ...kept, opensAtMs };
        const blob = await store.read(moved);
        if (blob) await store.put(moved, blob);
        continue;
      }
      failures += 1;
      // If the device's clock is ahead, the time may have passed here.
      if (failures === attempts || !(isPassing(error) || movedToMs > 0)) throw error;
      const { retryAfterSeconds } = (error as LecternApiError).facts;
      await timing.wait(pauseAfterFailures(failures, firstPauseMs, retryAfterSeconds, timing), signal);
    }
  }
}

/** Unix ms; 0 for errors other than a refusal before the start. */
function startNamedBy(error: unknown): number {
  const isEarly = error instanceof LecternApiError && error.code === 'not-open-yet';
  return (isEarly && Date.parse(error.facts.opensAt)) || 0;
}
