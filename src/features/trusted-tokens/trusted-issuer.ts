import type { Diagnosis } from '../../lib/findings.ts';
import type { OpenTokens } from '../feature.ts';
import { examineAudience, examineTrustedKeys } from './check-trusted-keys.ts';
import { createProvisionAccount } from './token-accounts.ts';
import { type KeyLog, type KeySource, openTrustedKeys, refreshEveryMs } from './trusted-keys.ts';
import { createVerifyToken, looksLikeToken, type TokenSettings } from './trusted-tokens.ts';

/** Where its keys are, and which claims of its tokens say what. */
export type IssuerSettings = TokenSettings & {
  readonly jwtJwksUrl: string | undefined;
  readonly jwtJwksFile: string | undefined;
  readonly jwtSharedSecretFile: string | undefined;
};

/** Where the keys of the trusted issuer are; undefined when none is trusted. */
function keySourceOf({
  jwtJwksUrl: url,
  jwtJwksFile: file,
  jwtSharedSecretFile: secretFile,
}: IssuerSettings): KeySource | undefined {
  if (secretFile !== undefined) return { secretFile };
  if (file !== undefined) return { file };
  return url === undefined ? undefined : { url };
}

/**
 * Undefined when no issuer is trusted.
 * @throws OperatorError for a file of keys, or of a secret, that cannot be used
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

/**
 * What `lectern doctor` finds of it; nothing when no issuer is trusted.
 * @param tokens what was opened in this process; else the keys are read here
 */
export async function* diagnoseIssuer(
  settings: IssuerSettings,
  log: KeyLog,
  tokens?: OpenTokens,
): AsyncGenerator<Diagnosis> {
  const source = keySourceOf(settings);
  if (!source) return;
  yield examineAudience(settings);
  yield tokens ? tokens.diagnose() : examineTrustedKeys(() => openTrustedKeys({ source, log }));
}
