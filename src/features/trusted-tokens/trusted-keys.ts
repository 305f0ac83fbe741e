import { readFile } from 'node:fs/promises';
import { OperatorError } from '../../lib/errors.ts';
import { limitedText } from '../../lib/limited-text.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';
import { withTimeout } from '../../lib/timeout.ts';
import { type KeySet, parseKeySet, type TrustedKey } from './key-set.ts';

/** The keys of the trusted issuer. */
export interface TrustedKeys {
  /** The keys in force; another array whenever they have changed. */
  current(): ReadonlyArray<TrustedKey>;
  /** What is in force now, for operators. */
  describe(): KeySet & {
    /** How long ago the set was read. */
    readonly ageMs: number;
    /** Why it could not be read at the last try. */
    readonly failure: string | undefined;
  };
  /** Asks for newer ones, as a token names a key that is not there: at most once in a while. */
  renew(): Promise<void>;
  /** For a timer, every `refreshEveryMs`. Never rejects: while they cannot be read, the last ones hold for a day. */
  refresh(): Promise<void>;
}

export interface KeyLog extends RefreshLog {
  warn(facts: object, message: string): void;
}

export const refreshEveryMs = 5000;
/** How long the keys of an address hold before they are asked for again. */
const maxAgeMs = 10 * 60 * 1000;
/** How often unknown keys make us ask. */
const renewEveryMs = 30 * 1000;
const fetchTimeoutMs = 5000;
const maxBytes = 256 * 1024;
/** For how long keys hold after they were read last: a withdrawn key must not live on because its issuer is silent. */
export const holdHours = 24;

export interface TrustedKeyParts {
  readonly source: { readonly url: string } | { readonly file: string };
  readonly log: KeyLog;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicMs?: () => number;
}

const monotonic = () => performance.now();

/**
 * Opens the keys. Those of a file must be there now; those of an address may come later, since an issuer that is down
 * is no reason not to start.
 * @throws OperatorError for a file that cannot be read, that is no set of keys, or of whose keys none can be used
 */
export async function openTrustedKeys(parts: TrustedKeyParts): Promise<TrustedKeys> {
  return 'file' in parts.source ? openFile(parts.source.file, parts) : openUrl(parts.source.url, parts);
}

const noKeys: KeySet = { keys: [], skipped: [] };

/** The keys of the text that was read last. A text that is no set of keys leaves them as they are. */
function createKeySet(parts: {
  readonly setting: 'JWT_JWKS_FILE' | 'JWT_JWKS_URL';
  readonly readText: () => Promise<string>;
  readonly log: KeyLog;
  readonly monotonicMs: () => number;
}) {
  const { setting, readText, log, monotonicMs } = parts;
  const isPublished = setting === 'JWT_JWKS_URL';
  let text: string | undefined;
  let set = noKeys;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let failure: string | undefined;

  function inForce(): KeySet {
    return monotonicMs() - readAtMs < holdHours * 60 * 60 * 1000 ? set : noKeys;
  }

  async function load(): Promise<void> {
    const found = await readText();
    if (found !== text) {
      set = await parseKeySet(found, { isPublished });
      text = found;
      for (const { name, why, isFault } of set.skipped) {
        if (isFault) log.warn({}, `${setting}: ${name} is skipped: ${why}`);
      }
      if (set.keys.length === 0) log.warn({}, `${setting} has no usable key: every token is refused`);
    }
    readAtMs = monotonicMs();
  }

  async function read(): Promise<void> {
    try {
      await load();
      failure = undefined;
    } catch (error) {
      const { message, cause } = error as Error;
      failure = cause instanceof Error ? `${message} (${cause.message})` : message;
      throw error;
    }
  }

  const meanwhile = `the last ones hold for ${holdHours} hours`;
  return {
    current: () => inForce().keys,
    describe: () => ({ ...inForce(), ageMs: monotonicMs() - readAtMs, failure }),
    read,
    refresh: createRefresh(`the keys of ${setting}`, read, log, meanwhile),
  };
}

async function openFile(
  file: string,
  { log, monotonicMs = monotonic }: TrustedKeyParts,
): Promise<TrustedKeys> {
  const readText = () => readFile(file, 'utf8');
  const { read, ...set } = createKeySet({ setting: 'JWT_JWKS_FILE', readText, log, monotonicMs });
  await read().catch((error: Error) => {
    throw unusableFile(file, error.message, error);
  });
  const { keys, skipped } = set.describe();
  if (keys.length === 0 && skipped.length > 0) {
    const reasons = skipped.map(({ name, why }) => `${name}: ${why}`).join('; ');
    throw unusableFile(file, `none of its keys can be used (${reasons})`);
  }
  return { ...set, renew: set.refresh };
}

const unusableFile = (file: string, why: string, cause?: Error) =>
  new OperatorError(`JWT_JWKS_FILE ${file} cannot be used: ${why}`, { kind: 'settings', cause });

async function openUrl(url: string, { log, monotonicMs = monotonic }: TrustedKeyParts): Promise<TrustedKeys> {
  const readText = () => fetchText(url);
  const {
    refresh: ask,
    current,
    describe,
  } = createKeySet({ setting: 'JWT_JWKS_URL', readText, log, monotonicMs });
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
    describe,
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
