/** What a file name cannot have: `signing/file-name.ts`. */
const unsuited = /[\p{Cc}\p{Bidi_Control}\u2028\u2029/\\]+/gu;
/** With the language and the ending it stays below what fits into a signed URL. */
const maxNameBytes = 150;

/** The name under which readers save a booklet. */
export function bookletFileName(contestName: string, language: string): string {
  let name = '';
  for (const letter of contestName.replace(unsuited, ' ').trim()) {
    if (Buffer.byteLength(name + letter) > maxNameBytes) break;
    name += letter;
  }
  return `${name || 'booklet'}.${language}.pdf`;
}
