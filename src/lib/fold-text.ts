/** Text as searches compare it: without case and accents, so that "zazolc" finds "Zażółć". */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss');
}

/** A pattern of LIKE, with `\` as its escape character, for texts that contain this one. */
export function likeContaining(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
