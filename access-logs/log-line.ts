/** A line of an access log. */
export interface LogLine {
  /** When the request arrived or ended, in Unix milliseconds. */
  readonly atMs: number;
  /** Undefined for other requests, and for refused ones. */
  readonly download?: LoggedDownload | undefined;
}

/** A delivery, with the issue id of its URL or, where the provider signs none, what finds its record: as the URL has them, of any form. */
export interface LoggedDownload {
  readonly requestId: string;
  /** When the request arrived, in Unix milliseconds. */
  readonly atMs: number;
  /** Bytes sent. */
  readonly bytes: number;
  /** Bytes of the whole file, if the log has them. */
  readonly size?: number | undefined;
  /** As the log has it: an IP address, perhaps with a port, or any text. */
  readonly address?: string | undefined;
  readonly issueId?: string | undefined;
  readonly objectKey?: string;
  readonly expiresAtMs?: number;
}

/** Reads one line after another of a file. @returns undefined for a line that it cannot read, null for a heading */
export type ReadLine = (line: string) => LogLine | undefined | null;

/** A format of access logs. */
export interface LogFormat {
  /** Whether a file with this first line has the format. */
  readonly fits: (firstLine: string) => boolean;
  /** What separates lines; default: line breaks. */
  readonly separator?: RegExp;
  /** Starts a file. */
  readonly open: () => ReadLine;
}

/** Replies that carried a file, a part of it, or confirmed the reader's copy. */
const delivering = new Set([200, 206, 304]);

/** The facts of a line, as its format has them. What cannot be read is NaN or any text. */
interface LogFields {
  readonly atMs: number;
  readonly method: string;
  readonly status: number;
  readonly requestId: string;
  readonly bytes: number;
  readonly size?: number | undefined;
  readonly address: string;
  /** How the URL is found: by its issue id, or by its object and expiry. */
  readonly of: Pick<LoggedDownload, 'issueId' | 'objectKey' | 'expiresAtMs'>;
}

/** The line with these facts, in forms that the database can store; undefined without a time, and for a download without a request id. */
export function lineOf({ method, status, of, ...facts }: LogFields): LogLine | undefined {
  const { requestId, bytes, size } = facts;
  const atMs = Math.floor(facts.atMs);
  if (!isTime(atMs)) return undefined;
  const names = of.issueId !== undefined || of.objectKey !== undefined;
  if (method !== 'GET' || !delivering.has(status) || !names) return { atMs };
  if (!requestIdForm.test(requestId)) return undefined;
  return {
    atMs,
    download: {
      ...of,
      requestId,
      atMs,
      bytes: whole(bytes) ?? 0,
      size: whole(size),
      address: facts.address || undefined,
    },
  };
}

/** Whether Lectern records a time (Unix milliseconds): those in the years 1900 to 9998. */
export const isTime = (ms: number): boolean => ms >= Date.UTC(1900) && ms < Date.UTC(9999);

const requestIdForm = /^[!-~]{1,200}$/;

const whole = (number: number | undefined) =>
  number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;

/** The issue id in the query of a URL that a bucket or an edge served. */
export function issueIdIn(query: string): string | undefined {
  const parameters = new URLSearchParams(query);
  return parameters.get('x-lectern-issue') ?? parameters.get('issue') ?? undefined;
}

/** The query in a request line or a target, without its fragment. */
export const queryOf = (target: string): string => /\?([^#\s]*)/.exec(target)?.[1] ?? '';

const plainTypes = new Set(['string', 'number']);

/** The texts and numbers of a JSON object, as text; undefined if the line is none. To convert an object or a list could throw. */
export function jsonOf(line: string): Readonly<Record<string, string>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (!(value instanceof Object) || Array.isArray(value)) return undefined;
    const plain = Object.entries(value).filter(([, each]) => plainTypes.has(typeof each));
    return Object.fromEntries(plain.map(([name, each]) => [name, String(each)]));
  } catch {
    return undefined;
  }
}
