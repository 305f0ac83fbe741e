export { AccessLogError } from './access-log-error.ts';
export { type Log, readLogFile, textOf } from './log-file.ts';
export type { LoggedDownload, LogLine } from './log-line.ts';
export { apacheTime } from './provider-logs.ts';
export { type LogFormatName, logFormats, type ReadLines, readLog } from './read-log.ts';
