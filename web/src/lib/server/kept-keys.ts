/** Later than that, the same content is another wish. */
const keptMs = 60 * 60 * 1000;

/** The key of a request that got no whole answer. */
interface KeptKey {
  readonly key: string;
  readonly sinceMs: number;
}

/**
 * A `fetch` that gives a request the idempotency key of an earlier one with the same content that got no whole answer:
 * whoever presses again after the connection broke wants the same thing, and not another one. After an answer, or with
 * other content, or while the other is still under way, the key of the client library stays.
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

/** A body that calls back once when it does not come to its end. */
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
