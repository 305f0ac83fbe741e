/** One line of text for people: trimmed, in Unicode NFC; undefined when it is empty or has control characters. */
export function toLine(text: string): string | undefined {
  const line = text.normalize('NFC').trim();
  return line === '' || /\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u.test(line) ? undefined : line;
}
