import { jsonOf, type LogFormat, lineOf } from './log-line.ts';

/** The log of Lectern itself, in which `core/redeem/access-log.ts` writes a line for each file request. */
export const lecternLog: LogFormat = {
  fits: (line) => 'level' in (jsonOf(line) ?? {}),
  open: () => (line) => {
    const fields = jsonOf(line);
    if (fields === undefined) return undefined;
    const { time = '', ms, issueId, msg, outcome } = fields;
    const endedMs = Date.parse(time);
    const isFile = msg === 'file request' && outcome !== 'aborted';
    return lineOf({
      ...factsOf(fields),
      atMs: isFile ? endedMs - Number(ms) : endedMs,
      address: '',
      of: isFile ? { issueId: issueId || undefined } : {},
    });
  },
};

/** The log formats of deploy/nginx: of the file server, and of the load balancer before S3 gateways. */
export const nginxLog: LogFormat = {
  fits: (line) => 'issueId' in (jsonOf(line) ?? {}) && 'seconds' in (jsonOf(line) ?? {}),
  open: () => (line) => {
    const fields = jsonOf(line);
    if (fields === undefined) return undefined;
    const { time = '', seconds, client = '', issueId } = fields;
    return lineOf({
      ...factsOf(fields),
      // The time is that of the end, in whole seconds.
      atMs: Date.parse(time) - Math.floor(Number(seconds)) * 1000,
      address: client,
      of: { issueId: issueId || undefined },
    });
  },
};

const factsOf = ({ method = '', status, requestId = '', bytes }: Readonly<Record<string, string>>) => ({
  method,
  status: Number(status),
  requestId,
  bytes: Number(bytes),
});
