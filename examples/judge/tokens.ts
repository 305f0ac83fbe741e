/** JWTs by HMAC-SHA256 (RFC 7519): for the judge itself, and with another secret for Lectern, which checks them by itself. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Task, User } from './judge.ts';

export interface Claims {
  readonly user_id: number;
  readonly username: string;
  readonly role: string;
  readonly token_id: string;
  readonly type: 'access' | 'refresh';
  /** Seconds since 1970. */
  readonly exp: number;
}

/** What Lectern is told, and nothing that means something to the judge. */
type ClaimsForLectern = Omit<Claims, 'type' | 'token_id'> & {
  readonly aud: 'lectern';
  /** What the reader may open in Lectern while the token lives; at most 100. */
  readonly lectern_tasks: ReadonlyArray<{ readonly task: string }>;
};

const header = encode({ alg: 'HS256', typ: 'JWT' });

/** For the judge itself, for three hours. */
export const signToken = (secret: string, { id, name, role }: User, type: Claims['type']): string =>
  sign(secret, { user_id: id, username: name, role, token_id: randomUUID(), type, exp: inMinutes(180) });

/** For Lectern. Short, as a grant cannot be taken back; the reader asks for another one in time. */
export const signForLectern = (
  secret: string,
  { id, name, role }: User,
  tasks: ReadonlyArray<Task>,
): string => {
  const lectern_tasks = tasks.map((task) => ({ task: `ext:${task.id}` }));
  const claims = { user_id: id, username: name, role, aud: 'lectern' as const };
  return sign(secret, { ...claims, exp: inMinutes(10), lectern_tasks });
};

const inMinutes = (minutes: number) => Math.floor(Date.now() / 1000) + minutes * 60;

function sign(secret: string, claims: Claims | ClaimsForLectern): string {
  const text = `${header}.${encode(claims)}`;
  return `${text}.${signatureOf(text, secret).toString('base64url')}`;
}

/** The claims of a token of this type, or undefined when it is not ours or has ended. */
export function readToken(secret: string, token: string, type: Claims['type']): Claims | undefined {
  const [head, payload = '', signature = ''] = token.split('.');
  const expected = signatureOf(`${head}.${payload}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const claims: Claims = JSON.parse(String(Buffer.from(payload, 'base64url')));
  return claims.type === type && claims.exp * 1000 > Date.now() ? claims : undefined;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function signatureOf(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
