import type { Diagnosis } from '../../lib/findings.ts';
import type { OpenTokens } from '../feature.ts';
import { examineAudience, examineTrustedKeys } from './check-trusted-keys.ts';
import { createProvisionAccount } from './token-accounts.ts';
import { type KeyLog, type KeySource, openTrustedKeys, refreshEveryMs } from './trusted-keys.ts';
import { createVerifyToken, looksLikeToken, type TokenSettings } from './trusted-tokens.ts';

/** The source of its keys, and the meaning of its claims. */
export type IssuerSettings = TokenSettings & {
  readonly jwtJwksUrl: string | undefined;
  readonly jwtJwksFile: string | undefined;
  readonly jwtSharedSecretFile: string | undefined;
};

/** The source of the trusted issuer's keys; undefined if none is trusted. */
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
 * Accepts the tokens of the trusted issuer; undefined if none is trusted.
 * @throws OperatorError for an unusable file of keys, or of a secret
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
 * Yields the findings of `lectern doctor`; none if no issuer is trusted.
 * @param tokens those opened in this process; without them, the keys are read here
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
