import { basePath } from '../base-path.ts';

/** A request that `first-paint.js` sent while the app was loading. */
interface EarlyReply {
  /** By this device's clock, like `arrivedAtMs`. */
  readonly sentAtMs: number;
  arrivedAtMs?: number;
  readonly reply: Promise<Response>;
  readonly abort: AbortController;
}

declare global {
  interface Window {
    /** By URL. */
    lecternEarlyReplies?: Map<string, EarlyReply>;
  }
}

/** An older reply may be stale, so the request is sent again. */
const freshMs = 10_000;

/** Replies taken last, by path below the base path. */
const taken = new Map<string, EarlyReply>();

/** A `fetch` that uses the reply to an early request, once, instead of sending another. */
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
 * When the last request for `/api/v1/…` was sent and answered, by this device's clock.
 * @param sentAtMs when the app sent it, used if no early reply was taken
 */
export function timesOnTheWay(path: string, sentAtMs: number): { sentAtMs: number; arrivedAtMs: number } {
  const nowMs = Date.now();
  const early = taken.get(path);
  return { sentAtMs: early?.sentAtMs ?? sentAtMs, arrivedAtMs: early?.arrivedAtMs ?? nowMs };
}
