import { readFile } from 'node:fs/promises';
import { OperatorError } from '../../errors.ts';
import { limitedText } from '../../limited-text.ts';
import { createRefresh, type RefreshLog } from '../../refresh.ts';
import { withTimeout } from '../../timeout.ts';

/** A key that an issuer signs by, with the one algorithm that it is for (RFC 7518 §3.1, RFC 8037). */
export interface TrustedKey {
  readonly kid: string | undefined;
  readonly algorithm: string;
  readonly key: CryptoKey;
}

/** The keys of the trusted issuer. */
export interface TrustedKeys {
  /** The keys in force; another array whenever they have changed. */
  current(): ReadonlyArray<TrustedKey>;
  /** Asks for newer ones, as a token names a key that is not there: at most once in a while. */
  renew(): Promise<void>;
  /** For a timer, every `refreshEveryMs`. Never rejects: while they cannot be read, the last ones hold. */
  refresh(): Promise<void>;
}

/** What a JWK has in a set (RFC 7517 §4), as far as it is read here. */
type Jwk = Readonly<
  Partial<Record<'kty' | 'kid' | 'alg' | 'use' | 'crv' | 'n' | 'e' | 'x' | 'y' | 'k', string>>
> & { readonly key_ops?: ReadonlyArray<string> };

export const refreshEveryMs = 5000;
/** How long the keys of an address hold before they are asked for again. */
const maxAgeMs = 10 * 60 * 1000;
/** How often unknown keys make us ask. */
const renewEveryMs = 30 * 1000;
const fetchTimeoutMs = 5000;
const maxBytes = 256 * 1024;
const maxKeys = 100;

export interface TrustedKeyParts {
  readonly source: { readonly url: string } | { readonly file: string };
  readonly log: RefreshLog;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicMs?: () => number;
}

/**
 * Opens the keys. Those of a file must be there now; those of an address may come later, since an issuer that is down
 * is no reason not to start.
 * @throws OperatorError for a file that cannot be read, or that is no set of keys
 */
export async function openTrustedKeys(parts: TrustedKeyParts): Promise<TrustedKeys> {
  return 'file' in parts.source ? openFile(parts.source.file, parts) : openUrl(parts.source.url, parts);
}

/** The keys of the text that was read last. A text that is no set of keys leaves them as they are. */
function createKeySet(readText: () => Promise<string>) {
  let text = '';
  let keys: ReadonlyArray<TrustedKey> = [];
  return {
    current: () => keys,
    async read() {
      const found = await readText();
      if (found === text) return;
      keys = await parseKeySet(found);
      text = found;
    },
  };
}

async function openFile(file: string, { log }: TrustedKeyParts): Promise<TrustedKeys> {
  const { current, read } = createKeySet(() => readFile(file, 'utf8'));
  await read().catch((error: Error) => {
    throw new OperatorError(`JWT_JWKS_FILE ${file} cannot be used: ${error.message}`, {
      kind: 'settings',
      cause: error,
    });
  });
  const refresh = createRefresh('the keys of JWT_JWKS_FILE', read, log);
  return { current, renew: refresh, refresh };
}

async function openUrl(
  url: string,
  { log, monotonicMs = () => performance.now() }: TrustedKeyParts,
): Promise<TrustedKeys> {
  const { current, read } = createKeySet(() => fetchText(url));
  const ask = createRefresh('the keys of JWT_JWKS_URL', read, log);
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  /** One question at a time, which all wait for who need its answer. */
  function askAfter(ms: number): Promise<void> {
    if (asking === undefined && monotonicMs() - askedAtMs >= ms) {
      askedAtMs = monotonicMs();
      asking = ask().finally(() => {
        asking = undefined;
      });
    }
    return asking ?? Promise.resolve();
  }

  return {
    current,
    renew: () => askAfter(renewEveryMs),
    refresh: () => askAfter(current().length === 0 ? renewEveryMs : maxAgeMs),
  };
}

async function fetchText(url: string): Promise<string> {
  return withTimeout(fetchTimeoutMs, async (signal) => {
    const headers = { accept: 'application/json' };
    const response = await fetch(url, { headers, redirect: 'error', signal });
    if (!response.ok) throw new Error(`the address answered ${response.status}`);
    return limitedText(response, maxBytes);
  });
}

/** Keys that are for something else, or for what is not known here, are left out (RFC 7517 §5). */
async function parseKeySet(text: string): Promise<ReadonlyArray<TrustedKey>> {
  const set: unknown = JSON.parse(text);
  const jwks = (set as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(jwks) || jwks.length > maxKeys) {
    throw new Error(`a JSON object with up to ${maxKeys} "keys" is expected (RFC 7517)`);
  }
  const keys = (await Promise.all(jwks.map(importKey))).filter((key) => key !== undefined);
  if (keys.length === 0) throw new Error('it has no key that verifies signatures by a known algorithm');
  return keys;
}

async function importKey(jwk: Jwk): Promise<TrustedKey | undefined> {
  const algorithm = algorithmOf(jwk);
  const isForOthers = jwk.use !== undefined && jwk.use !== 'sig';
  const isForSigning = jwk.key_ops !== undefined && !jwk.key_ops.includes('verify');
  if (algorithm === undefined || isForOthers || isForSigning) return undefined;
  const { kty, crv, n, e, x, y, k, kid } = jwk;
  if (kty === 'oct' && Buffer.from(k ?? '', 'base64url').length * 8 < hashBitsOf(algorithm)) {
    throw new Error(
      `a secret for ${algorithm} has at least ${hashBitsOf(algorithm) / 8} bytes (RFC 7518 §3.2)`,
    );
  }
  // Only the public half: a private key has no business in the file, and is not kept when it is there.
  const half = JSON.parse(JSON.stringify({ kty, crv, n, e, x, y, k }));
  const key = await crypto.subtle.importKey('jwk', half, importParams(algorithm), false, ['verify']);
  return { kid, algorithm, key };
}

const ellipticAlgorithms = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as const;
const algorithmsOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  oct: ['HS256', 'HS384', 'HS512'],
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  OKP: ['EdDSA', 'Ed25519'],
};

/** The one algorithm that a key is for: what it says, or what is usual for keys of its type. */
function algorithmOf({ kty = '', crv, alg }: Jwk): string | undefined {
  if (kty === 'EC') {
    const algorithm = ellipticAlgorithms[crv as keyof typeof ellipticAlgorithms];
    return alg === undefined || alg === algorithm ? algorithm : undefined;
  }
  if (kty === 'OKP' && crv !== 'Ed25519') return undefined;
  const known = algorithmsOf[kty];
  return alg === undefined ? known?.[0] : known?.find((each) => each === alg);
}

const hashBitsOf = (algorithm: string) => Number(algorithm.slice(2));

/** Web Cryptography §18: what a key is imported as. */
function importParams(algorithm: string) {
  const hash = `SHA-${algorithm.slice(2)}`;
  switch (algorithm.slice(0, 2)) {
    case 'HS':
      return { name: 'HMAC', hash };
    case 'RS':
      return { name: 'RSASSA-PKCS1-v1_5', hash };
    case 'PS':
      return { name: 'RSA-PSS', hash };
    case 'ES':
      return {
        name: 'ECDSA',
        namedCurve: { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm] as string,
      };
    default:
      return { name: 'Ed25519' };
  }
}
