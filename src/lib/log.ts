import { type Logger, pino } from 'pino';
import { graceMs } from './timeout.ts';

const logDelayMs = 200;
/** Lines kept in memory while they cannot be written. Excess lines are dropped. */
const maxWaitingBytes = 16 * 1024 ** 2;

/**
 * Writes JSON lines to standard output, in blocks and without blocking, after at most `logDelayMs`. A block contains whole lines and is
 * small enough for one atomic write to a pipe, because other processes may share it. If the log cannot be written, for example on a full
 * disk, the server keeps running and later logs the number of missing lines.
 * @param facts added to every line
 */
export function createLog({ logLevel }: { readonly logLevel: string }, facts: object | null = null): Logger {
  const lines = pino.destination({
    dest: 1,
    sync: false,
    minLength: 2048,
    maxWrite: 4096,
    periodicFlush: logDelayMs,
    maxLength: maxWaitingBytes,
  });
  const log = pino({ level: logLevel, base: facts, timestamp: pino.stdTimeFunctions.isoTime }, lines);
  let dropped = 0;
  let fails = false;
  lines.on('error', () => {
    fails = true; // the next flush retries
  });
  lines.on('drop', () => {
    dropped += 1;
  });
  lines.on('write', () => {
    fails = false;
    if (dropped === 0) return;
    log.warn({ dropped }, 'log lines are missing, because they could not be written');
    dropped = 0;
  });
  // At exit it would retry forever.
  const flushSync = lines.flushSync.bind(lines);
  lines.flushSync = () => {
    if (!fails) flushSync();
  };
  return log;
}

/** Logs why the process ends, after all earlier lines: a fatal line is written synchronously and would overtake them. */
export async function logFatal(log: Logger, facts: object, message: string): Promise<void> {
  await flushLog(log);
  log.fatal(facts, message);
}

/**
 * Waits until all lines are written, before the process exits. At exit, remaining lines are written synchronously and would overtake a
 * block that waits for a thread. Returns immediately if writing fails; if it hangs, as on a full pipe, waits as long as stopping may take.
 */
export async function flushLog(log: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const tooLate = setTimeout(resolve, graceMs);
  log.flush(() => resolve());
  await promise;
  clearTimeout(tooLate);
}

/**
 * The only part of a URL that may be logged: its path. Queries may contain signatures; headers may contain tokens, cookies or (in Referer)
 * signed URLs; bodies may contain passwords. None of these is ever logged. The path also ends at a `?` that a chat program encoded, and at
 * characters that only occur in a query that lost its `?`.
 */
export function loggablePath(url: string): string {
  const end = url.search(/[?#;&=]|%(?:3f|23|3b|26|3d|25)/i);
  return (end === -1 ? url : url.slice(0, end)).slice(0, 200);
}

const secretParameter = /([?&](?:sig|signature|token|X-Amz-Signature|X-Goog-Signature)=)[^&\s"']+/gi;
const bearerToken = /(bearer\s+)[^\s"',]+/gi;
const secretField = /((?:session_token|lectern\.device|password)["']?\s*[=:]\s*["']?)[^&\s"';,]+/gi;

/** Removes signatures, tokens, cookies and passwords from a text from outside, such as an error message. */
export function redactText(text: string): string {
  return [secretParameter, bearerToken, secretField].reduce(
    (redacted, secret) => redacted.replace(secret, '$1[redacted]'),
    text,
  );
}
