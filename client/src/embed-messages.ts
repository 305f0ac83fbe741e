import type { LecternErrorCode } from './lectern-error.ts';

/**
 * What the frame of the reader and the page around it tell each other by `postMessage`. The page speaks first, after
 * each `load` of the frame; the frame then asks for tokens. Neither posts to an origin that it has not checked, and
 * nothing else of the platform or of Lectern is in these messages. docs/embedding.md shows them step by step.
 */

/** Why a token is wanted: there was `none`, the one in use is `ending`, or Lectern has `refused` it. */
export type TokenReason = 'none' | 'ending' | 'refused';

/** From the page around the frame. */
export type PlatformMessage =
  | { readonly type: 'lectern:connect' }
  | {
      readonly type: 'lectern:token';
      /** That of the question which it answers; every question has another one. */
      readonly request: string;
      /** What goes after `Authorization: Bearer`. */
      readonly token: string;
      /** ISO 8601, as a hint when to ask for the next one; a JWT tells it by its `exp`. */
      readonly expiresAt?: string | undefined;
    }
  | { readonly type: 'lectern:no-token'; readonly request: string };

/** From the frame. */
export type FrameMessage =
  | { readonly type: 'lectern:token-wanted'; readonly request: string; readonly reason: TokenReason }
  /** What the reader says in words, by the code of a `LecternApiError`. */
  | { readonly type: 'lectern:problem'; readonly code: LecternErrorCode };

/** Whether it can stand in a header. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

/** Undefined for what is no message of this protocol. */
export function readPlatformMessage(data: unknown): PlatformMessage | undefined {
  const { type, request, token, expiresAt } = fieldsOf(data);
  if (type === 'lectern:connect') return { type };
  if (typeof request !== 'string') return undefined;
  if (type === 'lectern:no-token') return { type, request };
  if (type !== 'lectern:token' || !isToken(token)) return undefined;
  return { type, request, token, expiresAt: typeof expiresAt === 'string' ? expiresAt : undefined };
}

/** Undefined for what is no message of this protocol. */
export function readFrameMessage(data: unknown): FrameMessage | undefined {
  const { type, request, reason, code } = fieldsOf(data);
  if (type === 'lectern:problem' && typeof code === 'string') return { type, code: code as LecternErrorCode };
  const known = reasons.find((each) => each === reason);
  const isWanted = type === 'lectern:token-wanted' && typeof request === 'string' && known;
  return isWanted ? { type, request, reason: known } : undefined;
}

const reasons: ReadonlyArray<TokenReason> = ['none', 'ending', 'refused'];

const fieldsOf = (data: unknown): Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null ? { ...data } : {};
