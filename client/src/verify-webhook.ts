/** An event that Lectern sent to a webhook, as openapi.json describes it under `webhooks`. */
export interface WebhookEvent {
  readonly type: string;
  readonly timestamp: string;
  /** Ids by name. */
  readonly data: Readonly<Record<string, string | null>>;
}

const toleranceMs = 5 * 60 * 1000;

/**
 * Verifies a request of a webhook (Standard Webhooks, version 1).
 * @param secret as Lectern showed it once: `whsec_…`
 * @param request its headers, by names in lower case, and its body, unchanged
 * @param nowMs Unix milliseconds
 * @throws Error if no signature is right, or the request is more than five minutes old
 */
export async function verifyWebhook(
  secret: string,
  request: {
    readonly headers: Headers | Readonly<Record<string, string | ReadonlyArray<string> | undefined>>;
    readonly body: string;
  },
  nowMs = Date.now(),
): Promise<WebhookEvent> {
  const { headers, body } = request;
  const header = (name: string) =>
    String((headers instanceof Headers ? headers.get(name) : headers[name]) ?? '');
  const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
  if (!/^\d+$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * 1000) > toleranceMs) {
    throw new Error('The time of the webhook is missing, or more than five minutes off.');
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of header('webhook-signature').split(' ')) {
    const [, base64] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature) ?? [];
    if (base64 && (await crypto.subtle.verify('HMAC', key, bytesOf(base64), signed))) return JSON.parse(body);
  }
  throw new Error('The webhook is not signed with this secret.');
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
