import { basePath } from '../base-path.ts';

/** What `first-paint.js` has asked the API for while the app was still on its way. */
interface EarlyReply {
  /** By the clock of this device, as `arrivedAtMs`. */
  readonly sentAtMs: number;
  arrivedAtMs?: number;
  readonly reply: Promise<Response>;
  readonly abort: AbortController;
}

declare global {
  interface Window {
    /** By their URLs. */
    lecternEarlyReplies?: Map<string, EarlyReply>;
  }
}

/** After that, what was asked early is asked again: the page is not the one that is opening any more. */
const freshMs = 10_000;

/** Of those that were taken last, by their paths below the address of the app. */
const taken = new Map<string, EarlyReply>();

/** A `fetch` that takes the reply to an early request, once, instead of asking again. */
export const takeEarlyReplies =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    const url = String(input);
    const path = new URL(url).pathname.slice(basePath.length);
    taken.delete(path);
    const early = init?.method === 'GET' ? window.lecternEarlyReplies?.get(url) : undefined;
    window.lecternEarlyReplies?.delete(url);
    if (!early || Date.now() - early.sentAtMs > freshMs) return send(input, init);
    const { signal } = init ?? {};
    signal?.addEventListener('abort', () => early.abort.abort(signal.reason), { once: true });
    if (signal?.aborted) early.abort.abort(signal.reason);
    const reply = await early.reply;
    taken.set(path, early);
    return reply;
  };

/**
 * When the last reply from `/api/v1/…` was on its way, by the clock of this device.
 * @param sentAtMs when the app sent a request for it, unless it took an early reply
 */
export function timesOnTheWay(path: string, sentAtMs: number): { sentAtMs: number; arrivedAtMs: number } {
  const nowMs = Date.now();
  const early = taken.get(path);
  return { sentAtMs: early?.sentAtMs ?? sentAtMs, arrivedAtMs: early?.arrivedAtMs ?? nowMs };
}
