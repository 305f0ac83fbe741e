import { readFile, stat } from 'node:fs/promises';
import { OperatorError } from '../../lib/errors.ts';
import { fetchLimited } from '../../lib/fetch-limited.ts';
import { exposureOf } from '../../lib/file-exposure.ts';
import { createRefresh, type RefreshLog } from '../../lib/refresh.ts';
import { type KeySet, parseKeySet, parseSharedSecret, type TrustedKey } from './key-set.ts';

export interface TrustedKeys {
  /** The keys in force; a new array whenever they change. */
  current(): ReadonlyArray<TrustedKey>;
  /** The keys in force and their state, for operators. */
  describe(): KeySet & {
    /** Milliseconds since the set was read. */
    readonly ageMs: number;
    /** Why the last attempt to read it failed. */
    readonly failure: string | undefined;
    /** Why its secrets are not safe in their file, and what to do. */
    readonly exposure: string | undefined;
  };
  /** Reads newer keys, for a token that names an unknown one. A URL is requested at most every `renewEveryMs`. */
  renew(): Promise<void>;
  /** Call it every `refreshEveryMs`. Never rejects: if the keys cannot be read, the last ones stay in force for `holdHours`. */
  refresh(): Promise<void>;
}

export interface KeyLog extends RefreshLog {
  warn(facts: object, message: string): void;
}

export const refreshEveryMs = 5000;
/** How long the keys of a URL are used before it is requested again. */
const maxAgeMs = 10 * 60 * 1000;
/** Minimum interval between requests for unknown keys. */
const renewEveryMs = 30 * 1000;
/** How long keys stay in force after the last successful read. A removed key must not stay trusted because its issuer is down. */
export const holdHours = 24;

/** A JWK Set at a URL or in a file, or a file with one secret. */
export type KeySource =
  | { readonly url: string }
  | { readonly file: string }
  | { readonly secretFile: string };

export interface TrustedKeyParts {
  readonly source: KeySource;
  readonly log: KeyLog;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicMs?: () => number;
}

const monotonic = () => performance.now();

/**
 * Opens the keys. A file must be readable now; a URL may be read later, because Lectern starts even if the issuer is down.
 * @throws OperatorError for a file that cannot be read, is neither a set of keys nor a secret, or has only unusable keys
 */
export async function openTrustedKeys(parts: TrustedKeyParts): Promise<TrustedKeys> {
  const { source } = parts;
  if ('url' in source) return openUrl(source.url, parts);
  return 'file' in source
    ? openFile(source.file, keySetFile, parts)
    : openFile(source.secretFile, secretFile, parts);
}

interface SourceFormat {
  readonly setting: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly parse: (text: string) => Promise<KeySet>;
}

const publishedSet: SourceFormat = {
  setting: 'JWT_JWKS_URL',
  encoding: 'utf8',
  parse: (text) => parseKeySet(text, { isPublished: true }),
};
const keySetFile: SourceFormat = {
  setting: 'JWT_JWKS_FILE',
  encoding: 'utf8',
  parse: (text) => parseKeySet(text, { isPublished: false }),
};
const secretFile: SourceFormat = {
  setting: 'JWT_SHARED_SECRET_FILE',
  encoding: 'latin1', // keeps bytes that are not text
  parse: parseSharedSecret,
};

const noKeys: KeySet = { keys: [], skipped: [] };

/** The keys of the text read last. Text that is not a set of keys leaves them unchanged. */
function createKeySet(parts: {
  readonly format: Pick<SourceFormat, 'setting' | 'parse'>;
  readonly readText: () => Promise<string>;
  /** For a file: why its permissions are unsafe. */
  readonly readExposure?: () => Promise<string | undefined>;
  readonly log: KeyLog;
  readonly monotonicMs: () => number;
}) {
  const { format, readText, readExposure, log, monotonicMs } = parts;
  const { setting, parse } = format;
  let text: string | undefined;
  let set = noKeys;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let failure: string | undefined;
  let exposure: string | undefined;

  function inForce(): KeySet {
    return monotonicMs() - readAtMs < holdHours * 60 * 60 * 1000 ? set : noKeys;
  }

  async function load(): Promise<void> {
    const found = await readText();
    if (found !== text) {
      set = await parse(found);
      text = found;
      for (const { name, why, isFault } of set.skipped) {
        if (isFault) log.warn({}, `${setting}: ${name} is skipped: ${why}`);
      }
      if (set.keys.length === 0) log.warn({}, `${setting} has no usable key: every token is refused`);
    }
    readAtMs = monotonicMs();
    const isSecret = set.keys.some(({ type }) => type === 'oct');
    const foundExposure = isSecret ? await readExposure?.() : undefined;
    if (foundExposure !== undefined && foundExposure !== exposure)
      log.warn({}, `${setting}: ${foundExposure}`);
    exposure = foundExposure;
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
    describe: () => ({ ...inForce(), ageMs: monotonicMs() - readAtMs, failure, exposure }),
    read,
    refresh: createRefresh(`the keys of ${setting}`, read, log, meanwhile),
  };
}

async function openFile(
  file: string,
  format: SourceFormat,
  { log, monotonicMs = monotonic }: TrustedKeyParts,
): Promise<TrustedKeys> {
  const unusable = (why: string, cause?: Error) =>
    new OperatorError(`${format.setting} ${file} cannot be used: ${why}`, { kind: 'settings', cause });
  const readText = () => readFile(file, format.encoding);
  const readExposure = async () => exposureOf(file, (await stat(file)).mode, 'mounted');
  const { read, ...set } = createKeySet({ format, readText, readExposure, log, monotonicMs });
  await read().catch((error: Error) => {
    throw unusable(error.message, error);
  });
  const { keys, skipped } = set.describe();
  if (keys.length === 0 && skipped.length > 0) {
    const reasons = skipped.map(({ name, why }) => `${name}: ${why}`).join('; ');
    throw unusable(`it has no usable key (${reasons})`);
  }
  return { ...set, renew: set.refresh };
}

async function openUrl(url: string, { log, monotonicMs = monotonic }: TrustedKeyParts): Promise<TrustedKeys> {
  const readText = () => fetchText(url);
  const {
    refresh: ask,
    current,
    describe,
  } = createKeySet({ format: publishedSet, readText, log, monotonicMs });
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  /** Makes one request at a time; all callers wait for it. */
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
  const { ok, status, text } = await fetchLimited(url, { headers: { accept: 'application/json' } });
  if (!ok) throw new Error(`the address returned ${status}`);
  return text;
}
