import type { LecternErrorCode } from './lectern-error.ts';

/**
 * Messages between the reader's frame and the page around it, through `postMessage`. The page begins after each `load` of the frame; the
 * frame then requests tokens. Both check the origin before posting, and the messages contain no other data of the platform or Lectern.
 * docs/embedding.md shows them step by step.
 */

/** Why a token is requested: there was `none`, the current one is `ending`, or Lectern `refused` it. */
export type TokenReason = 'none' | 'ending' | 'refused';

/** From the page around the frame. */
export type PlatformMessage =
  | { readonly type: 'lectern:connect' }
  | {
      readonly type: 'lectern:token';
      /** The id of the request to which this responds; unique for each request. */
      readonly request: string;
      /** The value after `Authorization: Bearer`. */
      readonly token: string;
      /** ISO 8601, a hint when to request the next token; a JWT has `exp` instead. */
      readonly expiresAt?: string | undefined;
    }
  | { readonly type: 'lectern:no-token'; readonly request: string };

/** From the frame. */
export type FrameMessage =
  | { readonly type: 'lectern:token-wanted'; readonly request: string; readonly reason: TokenReason }
  /** An error that the reader shows, by the code of a `LecternApiError`. */
  | { readonly type: 'lectern:problem'; readonly code: LecternErrorCode };

/** Whether it can be sent in a header. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

/** Undefined if it is not a message of this protocol. */
export function readPlatformMessage(data: unknown): PlatformMessage | undefined {
  const { type, request, token, expiresAt } = fieldsOf(data);
  if (type === 'lectern:connect') return { type };
  if (typeof request !== 'string') return undefined;
  if (type === 'lectern:no-token') return { type, request };
  if (type !== 'lectern:token' || !isToken(token)) return undefined;
  return { type, request, token, expiresAt: typeof expiresAt === 'string' ? expiresAt : undefined };
}

/** Undefined if it is not a message of this protocol. */
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
