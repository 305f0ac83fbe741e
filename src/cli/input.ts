import type { Readable } from 'node:stream';
import { OperatorError } from '../lib/errors.ts';
import { hint } from './output.ts';

/** Far longer than the longest signed URL of any provider. */
const maxBytes = 64 * 1024;

/** For commander, with `urlFrom`. */
export const urlArgument = '[url]';
export const aboutUrlArgument =
  'without it, or with "-", read from standard input, so that shell history and other users do not see it';

/** For commander, with `accounts.findPerson`. */
export const personArgument = '<person>';
export const aboutPerson = 'e-mail address, id, or ext: and the external id';

/** For commander, with `idOfReference`. */
export const aboutContest = 'id of the contest, or ext: and its external id';

/**
 * The URL that a command gets: its argument, or else the first line of standard input.
 * @throws OperatorError if there is none
 */
export async function urlFrom(
  argument: string | undefined,
  input: Readable & { isTTY?: boolean } = process.stdin,
): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument.trim();
  if (input.isTTY) hint('Paste the URL and press Enter.');
  let read = '';
  for await (const chunk of input.setEncoding('utf8')) {
    read += chunk;
    if (read.includes('\n') || read.length > maxBytes) break;
  }
  const url = read.split('\n', 1)[0]?.trim() ?? '';
  if (url !== '' && url.length <= maxBytes) return url;
  throw new OperatorError('No URL was given. Pass it as the argument, or on standard input.', {
    kind: 'settings',
  });
}
