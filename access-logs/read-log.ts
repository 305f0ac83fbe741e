import { AccessLogError } from './access-log-error.ts';
import type { Log } from './log-file.ts';
import type { LogFormat, LogLine } from './log-line.ts';
import { lecternLog, nginxLog } from './own-logs.ts';
import { azureLog, cephLog, cloudFrontLog, cloudflareLog, gcsLog, s3Log } from './provider-logs.ts';

export const logFormats = {
  lectern: lecternLog,
  nginx: nginxLog,
  s3: s3Log,
  cloudfront: cloudFrontLog,
  cloudflare: cloudflareLog,
  gcs: gcsLog,
  azure: azureLog,
  ceph: cephLog,
} as const satisfies Record<string, LogFormat>;
export type LogFormatName = keyof typeof logFormats;

/** Far longer than a line with the longest signed URL of any provider. */
const maxLineLength = 64 * 1024;
const lineBreak = /\r?\n/;

export interface ReadLines {
  /** Numbered from 1. `line` is undefined if it cannot be read. */
  readonly lines: ReadonlyArray<{ readonly number: number; readonly line: LogLine | undefined }>;
  /** False for the last line of a log that does not end with a line break: it may still be being written. */
  readonly isFinished: boolean;
}

/**
 * Reads the lines of each chunk of a log. Of a line that is too long, only a part is kept in memory.
 * @param wanted default: the format that fits the first line
 * @throws AccessLogError for a log of an unknown format
 */
export async function* readLog(
  { name, text }: Log,
  wanted?: LogFormatName | undefined,
): AsyncGenerator<ReadLines> {
  let rest = '';
  let opened: ReturnType<typeof openFormat> | undefined;
  for await (const chunk of text) {
    rest += chunk;
    if (opened === undefined && rest.length <= maxLineLength && !rest.trimStart().includes('\n')) continue;
    opened ??= openFormat(rest, name, wanted);
    const lines = rest.split(opened.separator);
    rest = (lines.pop() ?? '').slice(0, maxLineLength + 1);
    yield { lines: opened.read(lines), isFinished: true };
  }
  if (rest.trim() === '') return;
  opened ??= openFormat(rest, name, wanted);
  const lines = rest.split(opened.separator);
  const last = lines.splice(-1);
  yield { lines: opened.read(lines), isFinished: true };
  yield { lines: opened.read(last), isFinished: false };
}

function openFormat(beginning: string, name: string, wanted: LogFormatName | undefined) {
  const [firstLine = ''] = beginning.trimStart().split(lineBreak, 1);
  const format: LogFormat = wanted === undefined ? formatOf(firstLine, name) : logFormats[wanted];
  const readLine = format.open();
  let number = 0;
  return {
    separator: format.separator ?? lineBreak,
    read: (texts: ReadonlyArray<string>) =>
      texts.flatMap((text) => {
        number += 1;
        const line = text.length > maxLineLength ? undefined : readLine(text);
        return text === '' || line === null ? [] : [{ number, line }];
      }),
  };
}

function formatOf(firstLine: string, name: string): LogFormat {
  const format = Object.values<LogFormat>(logFormats).find(({ fits }) => fits(firstLine));
  if (format) return format;
  throw new AccessLogError(
    `The format of ${name} is not known. Name it with --format: ${Object.keys(logFormats).join(', ')}.`,
  );
}
