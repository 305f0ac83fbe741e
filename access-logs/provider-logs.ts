import { parse } from 'csv-parse/sync';
import { percentDecode } from 'lectern-signing';
import { issueIdIn, isTime, jsonOf, type LogFormat, lineOf, queryOf } from './log-line.ts';

/** Reads `[06/Feb/2019:00:00:38 +0000]`, the time of the logs of Apache and nginx. @returns Unix milliseconds, or NaN */
export function apacheTime(text: string): number {
  const [, day, month, year, time, zone] =
    /^\[?(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\]?$/.exec(text) ?? [];
  return Date.parse(`${day} ${month} ${year} ${time} ${zone}`);
}

/** Sticky: without a closing bracket or quote the first match that fails ends the line, and is not tried again further on. */
const s3Field = /(\[[^\]]*\]|"(?:[^"\\]|\\.)*"|[^\s"[]+)(?:\s+|$)/gy;

/** Amazon S3, _Amazon S3 server access log format_: fields with blanks between them, `-` for none. */
export const s3Log: LogFormat = {
  fits: (line) => /^\S+ \S+ \[\d\d\/\w{3}\/\d{4}:[\d:]{8} [+-]\d{4}\] /.test(line),
  open: () => (line) => {
    const fields = Array.from(line.matchAll(s3Field), ([, field]) => field ?? '');
    const [, , time = '', address = '', , requestId = '', , , request = '', status, , bytes, size] = fields;
    if (size === undefined) return undefined;
    return lineOf({
      atMs: apacheTime(time),
      method: /^"(\w+) /.exec(request)?.[1] ?? '',
      status: Number(status),
      requestId,
      bytes: Number(bytes),
      size: Number(size),
      address,
      of: { issueId: issueIdIn(queryOf(request)) },
    });
  },
};

/**
 * Amazon CloudFront, _Standard log file format_: W3C extended, with tabs. `sc-bytes` counts the headers too, and `sc-content-len` what was
 * announced, so the smaller number of both is the best there is.
 */
export const cloudFrontLog: LogFormat = {
  fits: (line) => line.startsWith('#Version:') || line.startsWith('#Fields:'),
  open() {
    let names: ReadonlyArray<string> = [];
    return (line) => {
      if (line.startsWith('#')) {
        if (line.startsWith('#Fields:')) names = line.slice('#Fields:'.length).trim().split(/\s+/);
        return null;
      }
      const values = line.split('\t');
      const field = (name: string) => values[names.indexOf(name)] ?? '-';
      const status = Number(field('sc-status'));
      const announced = Number(field('sc-content-len'));
      const sent = Number(field('sc-bytes'));
      return lineOf({
        atMs: Date.parse(`${field('date')}T${field('time')}Z`),
        method: field('cs-method'),
        status,
        requestId: field('x-edge-request-id').replace(/^-$/, ''),
        bytes: Number.isNaN(announced) ? sent : Math.min(announced, sent),
        size: status === 200 ? announced : undefined,
        address: field('c-ip'),
        of: { issueId: issueIdIn(field('cs-uri-query')) },
      });
    };
  },
};

/**
 * Cloudflare, _Logpush_, dataset _HTTP requests_: a JSON object a line, with the fields that were chosen for the job. It logs what a Worker
 * answered. Times are Unix nanoseconds by default, Unix seconds or RFC 3339 by the job's `timestamp_format`.
 */
export const cloudflareLog: LogFormat = {
  fits: (line) => 'EdgeStartTimestamp' in (jsonOf(line) ?? {}),
  open: () => (line) => {
    const fields = jsonOf(line);
    if (fields === undefined) return undefined;
    const { EdgeStartTimestamp: time = '', ClientRequestMethod: method = '', ClientRequestURI = '' } = fields;
    const { RayID: requestId = '', ClientIP: address = '', EdgeResponseBytes: sent } = fields;
    return lineOf({
      atMs: /^\d+$/.test(time) ? Number(time) * (time.length > 12 ? 1e-6 : 1000) : Date.parse(time),
      method,
      status: Number(fields['EdgeResponseStatus']),
      requestId,
      bytes: Number(fields['EdgeResponseBodyBytes'] ?? sent),
      address,
      of: { issueId: issueIdIn(queryOf(ClientRequestURI)) },
    });
  },
};

/** Google Cloud Storage, _Usage logs_: CSV with a header. */
export const gcsLog: LogFormat = {
  fits: (line) => line.startsWith('"time_micros"'),
  open() {
    let names: ReadonlyArray<string> | undefined;
    return (line) => {
      const values = csvFields(line);
      if (names === undefined) {
        names = values;
        return null;
      }
      if (values === undefined) return undefined;
      const field = (name: string) => values[names?.indexOf(name) ?? -1] ?? '';
      return lineOf({
        atMs: Number(field('time_micros') || Number.NaN) / 1000,
        method: field('cs_method'),
        status: Number(field('sc_status')),
        requestId: field('s_request_id'),
        bytes: Number(field('sc_bytes')),
        address: field('c_ip'),
        of: { issueId: issueIdIn(queryOf(field('cs_uri'))) },
      });
    };
  },
};

/**
 * Azure Storage, _Storage Analytics log format_, 1.0 and 2.0: fields with semicolons between them. A shared access signature carries no
 * issue id, so the file and the expiry (`se`) find the record.
 */
export const azureLog: LogFormat = {
  fits: (line) => /^[12]\.0;\d{4}-\d\d-\d\dT/.test(line),
  open: () => (line) => {
    const fields = csvFields(line, ';');
    const [, time = '', operation = '', , status, , , , , , , url = '', , requestId = ''] = fields ?? [];
    // Entities of HTML stand for the separators in a URL.
    const { pathname = '', searchParams } = URL.parse(url.replaceAll('&amp;', '&')) ?? {};
    const expiresAtMs = Date.parse(searchParams?.get('se') ?? '');
    const objectKey = percentDecode(pathname.split('/').slice(2).join('/')) ?? '';
    return lineOf({
      atMs: Date.parse(time),
      method: operation === 'GetBlob' ? 'GET' : '',
      status: Number(status),
      requestId,
      bytes: Number(fields?.[20]),
      address: fields?.[15] ?? '',
      of: isTime(expiresAtMs) ? { objectKey, expiresAtMs } : {},
    });
  },
};

/**
 * Ceph, _RGW ops log_ in a file (`rgw_ops_log_file_path`): JSON objects that begin with `bucket`. The gateway ends a line only each time it
 * writes, with all requests since the last time (`OpsLogFile::flush` in `rgw_log.cc`). Within an object, the quote before `bucket` is escaped.
 */
export const cephLog: LogFormat = {
  fits: (line) => line.startsWith('{"bucket":') && line.includes('"trans_id":'),
  separator: /\r?\n|(?<=\})(?=\{"bucket":)/,
  open: () => (line) => {
    const fields = jsonOf(line);
    if (fields === undefined) return undefined;
    const { time = '', uri = '', trans_id: requestId = '', remote_addr: address = '' } = fields;
    return lineOf({
      atMs: Date.parse(time),
      method: /^(\w+) /.exec(uri)?.[1] ?? '',
      status: Number(fields['http_status']),
      requestId,
      bytes: Number(fields['bytes_sent']),
      size: Number(fields['object_size']),
      address,
      of: { issueId: issueIdIn(queryOf(uri)) },
    });
  },
};

function csvFields(line: string, delimiter = ','): ReadonlyArray<string> | undefined {
  try {
    return (parse(line, { delimiter, relax_column_count: true }) as ReadonlyArray<ReadonlyArray<string>>)[0];
  } catch {
    return undefined;
  }
}
