import { createHmac, randomBytes } from 'node:crypto';

/** What Standard Webhooks (standardwebhooks.com, version 1) calls for: 24 to 64 random bytes. */
const secretBytes = 32;
const prefix = 'whsec_';

export const newSecret = (): string => prefix + randomBytes(secretBytes).toString('base64');

interface Message {
  readonly id: string;
  /** Time of the attempt, in Unix milliseconds. */
  readonly atMs: number;
  readonly body: string;
}

/** The three headers. @param secrets as `newSecret` makes them; each signs */
export function signatureHeaders(
  { id, atMs, body }: Message,
  secrets: ReadonlyArray<string>,
): Readonly<Record<string, string>> {
  const timestamp = Math.floor(atMs / 1000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
