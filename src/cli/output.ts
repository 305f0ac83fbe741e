import { formatReference } from '../database/external-ids.ts';
import type { Account } from '../domain/accounts/account.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Lets a command finish its work when standard output fails: silently when its reader has gone, as in
 * `lectern … | head`, and with a message and an exit code when it cannot be written, as on a full disk. Otherwise Node
 * would end the process with a stack trace.
 */
export function tellFailedOutput(): void {
  let isTold = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    hint(`lectern: Standard output cannot be written, so some output is missing: ${error.message}.`);
    process.once('exit', () => {
      process.exitCode = exitCodes.unavailable.code;
    });
  });
  process.stderr.on('error', () => {}); // no place is left to report it
}

/** Prints the result of a command to standard output: text for people, or JSON with `--json`. */
export function print(text: string): void {
  process.stdout.write(`${toTerminalLines(text)}\n`);
}

/** Prints hints and warnings to standard error, so that programs can read standard output. */
export function hint(text: string): void {
  writeHints(`${text}\n`);
}

/** The same for text that ends with a newline. */
export function writeHints(text: string): void {
  process.stderr.write(toTerminalLines(text));
}

export function printJson(value: unknown, indent = 2): void {
  print(toTerminalJson(JSON.stringify(value, null, indent)));
}

/** Names a person: by address, or if a platform created the account without one, by name. */
export const personText = ({ email, unverifiedEmail, name, id, externalId }: Account): string =>
  email ?? unverifiedEmail ?? `${name} (${externalId === null ? id : formatReference(externalId)})`;

/** Our id, and the external one if there is any. */
export const idsText = (id: string, externalId: string | null | undefined): string =>
  externalId == null ? id : `${id}, ${formatReference(externalId)}`;

/** Columns are as wide as their widest cell. */
export function printTable(header: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): void {
  const lines = [header, ...rows].map((line) => line.map(toTerminalLine));
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines) {
    print(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/**
 * Characters that a terminal would execute instead of showing: control characters (C0, DEL and C1, ECMA-48), and marks
 * that reorder a line (Unicode UAX #9) or end it.
 */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** One line, with such characters as escapes: `\x1b`, `\u202e`. */
export function toTerminalLine(text: string): string {
  return text.replace(obeyed, toEscape);
}

/** The same for text of several lines. */
function toTerminalLines(text: string): string {
  return text.replace(obeyed, (character) => (character === '\n' ? character : toEscape(character)));
}

/** JSON of the same value, with such characters as JSON escapes (RFC 8259 §7). */
function toTerminalJson(json: string): string {
  return json.replace(obeyed, (character) => (character === '\n' ? character : `\\u${hex(character, 4)}`));
}

function toEscape(character: string): string {
  return character.charCodeAt(0) <= 0xff ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

const hex = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, '0');
