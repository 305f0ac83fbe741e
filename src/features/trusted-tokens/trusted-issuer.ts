import type { Diagnosis } from '../../lib/findings.ts';
import type { OpenTokens } from '../feature.ts';
import { examineTrustedKeys } from './check-trusted-keys.ts';
import { createProvisionAccount } from './token-accounts.ts';
import { type KeyLog, openTrustedKeys, refreshEveryMs, type TrustedKeyParts } from './trusted-keys.ts';
import { createVerifyToken, looksLikeToken, type TokenSettings } from './trusted-tokens.ts';

/** Where its keys are, and which claims of its tokens say what. */
export type IssuerSettings = TokenSettings & {
  readonly jwtJwksUrl: string | undefined;
  readonly jwtJwksFile: string | undefined;
};

/** Where the keys of the trusted issuer are; undefined when none is trusted. */
function keySourceOf({
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
  parts: Parameters<typeof createProvisionAccount>[0] & { readonly log: KeyLog },
): Promise<OpenTokens | undefined> {
  const source = keySourceOf(settings);
  if (!source) return undefined;
  const keys = await openTrustedKeys({ source, log: parts.log });
  return {
    recognizes: looksLikeToken,
    verify: createVerifyToken({ keys, settings, clock: parts.clock }),
    provisionAccount: createProvisionAccount(parts),
    refresh: keys.refresh,
    refreshEveryMs,
    diagnose: () => examineTrustedKeys(async () => keys),
  };
}

/** What `lectern doctor` finds of its keys, which it reads by itself; nothing when no issuer is trusted. */
export async function* diagnoseIssuer(settings: IssuerSettings, log: KeyLog): AsyncGenerator<Diagnosis> {
  const source = keySourceOf(settings);
  if (source) yield examineTrustedKeys(() => openTrustedKeys({ source, log }));
}
