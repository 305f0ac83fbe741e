/**
 * What a terminal would obey instead of showing: control characters (C0, DEL and C1, ECMA-48), and marks that reorder a
 * line (Unicode UAX #9) or end it.
 */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** As one line, where such characters stand as escapes: `\x1b`, `\u202e`. */
export function toTerminalLine(text: string): string {
  return text.replace(obeyed, toEscape);
}

/** The same for text that has lines of its own. */
export function toTerminalLines(text: string): string {
  return text.replace(obeyed, (character) => (character === '\n' ? character : toEscape(character)));
}

/** JSON of the same value, where they stand as JSON's own escapes (RFC 8259 §7). */
export function toTerminalJson(json: string): string {
  return json.replace(obeyed, (character) => (character === '\n' ? character : `\\u${hex(character, 4)}`));
}

function toEscape(character: string): string {
  return character.charCodeAt(0) <= 0xff ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

const hex = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, '0');
