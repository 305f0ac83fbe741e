/** Characters that `signing/file-name.ts` refuses. */
const unsuited = /[\p{Cc}\p{Bidi_Control}\u2028\u2029/\\]+/gu;
/** With language and extension, this stays within the limit of signed URLs. */
const maxNameBytes = 150;

export function bookletFileName(contestName: string, language: string): string {
  let name = '';
  for (const letter of contestName.replace(unsuited, ' ').trim()) {
    if (Buffer.byteLength(name + letter) > maxNameBytes) break;
    name += letter;
  }
  return `${name || 'booklet'}.${language}.pdf`;
}
