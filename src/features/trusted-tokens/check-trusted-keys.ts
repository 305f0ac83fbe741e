import { OperatorError } from '../../lib/errors.ts';
import { type Diagnosis, type Finding, failed, ok, warning } from '../../lib/findings.ts';
import { audienceWarning } from './token-settings.ts';
import { holdHours, type TrustedKeys } from './trusted-keys.ts';
import type { TokenSettings } from './trusted-tokens.ts';

/** Renews the keys of the trusted issuer, and reports those in force. @param open returns the keys of this process */
export async function examineTrustedKeys(open: () => Promise<TrustedKeys>): Promise<Diagnosis> {
  const check = { id: 'trusted-keys', title: 'keys of the trusted issuer are loaded' };
  try {
    const keys = await open();
    await keys.renew();
    return { ...check, ...findingOf(keys.describe()) };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { ...check, ...withoutKeys(error.message) };
  }
}

/** Checks whether tokens must name Lectern as their audience (RFC 8725 §3.9). */
export function examineAudience(settings: Pick<TokenSettings, 'jwtAudience'>): Diagnosis {
  const check = { id: 'token-audience', title: 'trusted tokens must name Lectern as their audience' };
  const missing = audienceWarning(settings);
  const found = missing
    ? warning(missing.detail, missing.remedy)
    : ok(`"aud" must be ${JSON.stringify(settings.jwtAudience)}`);
  return { ...check, ...found };
}

function findingOf({
  keys,
  skipped,
  ageMs,
  failure,
  exposure,
}: ReturnType<TrustedKeys['describe']>): Finding {
  const left =
    skipped.length === 0 ? '' : `; skipped: ${skipped.map(({ name, why }) => `${name}: ${why}`).join(', ')}`;
  if (keys.length === 0) return withoutKeys(failure ?? `the key set has no usable key${left}`);
  const listed = keys.map(
    ({ kid, algorithm, type }) =>
      `${kid === undefined ? 'without kid' : `kid ${JSON.stringify(kid)}`} (${algorithm}, ${type})`,
  );
  const count = keys.length === 1 ? '1 key' : `${keys.length} keys`;
  const age = `read ${Math.round(ageMs / 1000)} s ago`;
  const missed = failure === undefined ? '' : `; the last attempt failed: ${failure}`;
  const detail = `${count}, ${age}: ${listed.join(', ')}${left}${missed}`;
  if (failure !== undefined) {
    return warning(
      detail,
      `Make the key set readable: its keys are used for ${holdHours} hours after the last successful read.`,
    );
  }
  if (exposure !== undefined) {
    return warning(`${detail}; other users can read the secret`, `In the file of the secret, ${exposure}`);
  }
  return skipped.some(({ isFault }) => isFault)
    ? warning(detail, 'Replace the skipped keys at the issuer, because tokens that they signed are refused.')
    : ok(detail);
}

const withoutKeys = (why: string): Finding =>
  failed(
    why,
    'Check JWT_JWKS_URL, JWT_JWKS_FILE or JWT_SHARED_SECRET_FILE: every trusted token is refused until a key can be used.',
  );
