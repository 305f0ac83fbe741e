/** After this time, the same content counts as a new request. */
const keptMs = 60 * 60 * 1000;

/** The key of a request that failed or whose reply broke off. */
interface KeptKey {
  readonly key: string;
  readonly sinceMs: number;
}

/**
 * A `fetch` that reuses the idempotency key of an earlier request with the same content that failed or whose reply broke off, so that a
 * retry isn't carried out twice. Otherwise the client library's own key stays: after a complete reply, for other content, and while the
 * earlier request is pending.
 */
export function keepKeys(send: typeof fetch): typeof fetch {
  const unanswered = new Map<string, Array<KeptKey>>();

  function take(what: string, nowMs: number): KeptKey | undefined {
    const kept = unanswered.get(what)?.filter(({ sinceMs }) => nowMs - sinceMs < keptMs) ?? [];
    const taken = kept.shift();
    if (kept.length > 0) unanswered.set(what, kept);
    else unanswered.delete(what);
    return taken;
  }

  return async (input, init) => {
    const headers = new Headers(init?.headers);
    const own = headers.get('idempotency-key');
    if (own === null) return send(input, init);
    const what = `${input}\n${init?.body ?? ''}`;
    const nowMs = Date.now();
    const used = take(what, nowMs) ?? { key: own, sinceMs: nowMs };
    const keep = () => void unanswered.set(what, [...(unanswered.get(what) ?? []), used]);
    headers.set('idempotency-key', used.key);
    const reply = await send(input, { ...init, headers }).catch((error: unknown) => {
      keep();
      throw error;
    });
    if (reply.ok && reply.body) return new Response(onBroken(reply.body, keep), reply);
    if (!reply.ok) keep();
    return reply;
  };
}

/** Wraps a body and calls back once if it doesn't arrive completely. */
function onBroken(body: ReadableStream<Uint8Array>, broken: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value } = await reader.read();
        if (value) controller.enqueue(value);
        else controller.close();
      } catch (error) {
        broken();
        throw error;
      }
    },
    cancel(reason) {
      broken();
      return reader.cancel(reason);
    },
  });
}
