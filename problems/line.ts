/**
 * Characters that show nothing and reorder, split or imitate text: Unicode's Bidi_Control and Default_Ignorable_Code_Point
 * (UAX #44), without the joiners (U+200C, U+200D) and variation selectors that scripts and emoji need.
 */
export const invisible = /(?!\u200C|\u200D|\p{Variation_Selector})[\p{Bidi_Control}\p{DI}]/u;

const unsuited = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u;
const showsNothing = /^[\s\p{DI}]*$/u;

/**
 * One line of text for people: trimmed, in Unicode NFC; undefined when it shows nothing, or has control or invisible
 * characters.
 */
export function toLine(text: string): string | undefined {
  const line = text.normalize('NFC').trim();
  return showsNothing.test(line) || unsuited.test(line) || invisible.test(line) ? undefined : line;
}
