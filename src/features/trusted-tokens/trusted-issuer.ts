import { createFollowToken, type FollowToken } from './token-accounts.ts';
import { type KeyLog, openTrustedKeys, type TrustedKeyParts, type TrustedKeys } from './trusted-keys.ts';
import { createVerifyToken, type TokenSettings, type VerifyToken } from './trusted-tokens.ts';

/** Where its keys are, and which claims of its tokens say what. */
export type IssuerSettings = TokenSettings & {
  readonly jwtJwksUrl: string | undefined;
  readonly jwtJwksFile: string | undefined;
};

/** The platform whose tokens are accepted. */
export interface TrustedIssuer {
  readonly verify: VerifyToken;
  readonly follow: FollowToken;
  /** For a timer: its keys may have changed. */
  readonly refresh: TrustedKeys['refresh'];
  readonly keys: TrustedKeys;
}

/** Where the keys of the trusted issuer are; undefined when none is trusted. */
export function keySourceOf({
  jwtJwksUrl: url,
  jwtJwksFile: file,
}: IssuerSettings): TrustedKeyParts['source'] | undefined {
  if (file !== undefined) return { file };
  return url === undefined ? undefined : { url };
}

/**
 * Undefined when no issuer is trusted.
 * @throws OperatorError for a file of keys that cannot be used
 */
export async function openTrustedIssuer(
  settings: IssuerSettings,
  parts: Parameters<typeof createFollowToken>[0] & { readonly log: KeyLog },
): Promise<TrustedIssuer | undefined> {
  const source = keySourceOf(settings);
  if (!source) return undefined;
  const keys = await openTrustedKeys({ source, log: parts.log });
  return {
    verify: createVerifyToken({ keys, settings, clock: parts.clock }),
    follow: createFollowToken(parts),
    refresh: keys.refresh,
    keys,
  };
}
