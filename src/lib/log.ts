import { type Logger, pino } from 'pino';
import { graceMs } from './timeout.ts';

const logDelayMs = 200;
/** Lines that wait while they cannot be written. Those beyond are dropped. */
const maxWaitingBytes = 16 * 1024 ** 2;

/**
 * Lines of JSON on standard output, written in blocks and without blocking: at the latest after `logDelayMs`. A block
 * is whole lines, and so small that a pipe takes it at once, as other processes may write to the same one. A server
 * goes on when its log cannot be written, on a full disk for example, and says afterwards how many lines are missing.
 * @param facts stand in every line
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
    fails = true; // the next flush tries again
  });
  lines.on('drop', () => {
    dropped += 1;
  });
  lines.on('write', () => {
    fails = false;
    if (dropped === 0) return;
    log.warn({ dropped }, 'lines of the log are missing, as it could not be written');
    dropped = 0;
  });
  // At the end of the process it would try for ever.
  const flushSync = lines.flushSync.bind(lines);
  lines.flushSync = () => {
    if (!fails) flushSync();
  };
  return log;
}

/** Writes why a process ends, after what it has written before: a fatal line is written at once, and would overtake that. */
export async function logFatal(log: Logger, facts: object, message: string): Promise<void> {
  await flushLog(log);
  log.fatal(facts, message);
}

/**
 * Waits until all lines are written, before a process ends. At its exit the remaining lines are written at once, and
 * would overtake a block that waits for a thread. A log that cannot be written fails at once; one that neither fails nor
 * is written, such as a full pipe, delays the end for as long as stopping may take.
 */
export async function flushLog(log: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const tooLate = setTimeout(resolve, graceMs);
  log.flush(() => resolve());
  await promise;
  clearTimeout(tooLate);
}

/**
 * What of a request may be logged: the path. A query may carry a signature, headers a token, a cookie or
 * (in Referer) a signed URL, and bodies a password; none of them is logged anywhere. The path ends also at a
 * `?` that a chat program encoded, and at what can only be a part of a query that lost its `?`.
 */
export function loggablePath(url: string): string {
  const end = url.search(/[?#;&=]|%(?:3f|23|3b|26|3d|25)/i);
  return (end === -1 ? url : url.slice(0, end)).slice(0, 200);
}

const secretParameter = /([?&](?:sig|signature|token|X-Amz-Signature|X-Goog-Signature)=)[^&\s"']+/gi;
const bearerToken = /(bearer\s+)[^\s"',]+/gi;
const secretField = /((?:session_token|lectern\.device|password)["']?\s*[=:]\s*["']?)[^&\s"';,]+/gi;

/** Takes signatures, tokens, cookies and passwords out of a text that somebody else wrote, such as the message of an error. */
export function redactText(text: string): string {
  return [secretParameter, bearerToken, secretField].reduce(
    (redacted, secret) => redacted.replace(secret, '$1[redacted]'),
    text,
  );
}
