import { isAddress } from '../../lib/format/is-address.ts';

export interface Addresses {
  /** In lower case, each once, in their order. */
  readonly emails: ReadonlyArray<string>;
  /** Pieces without an address in them, as they were typed. */
  readonly unreadable: ReadonlyArray<string>;
}

/**
 * Finds e-mail addresses in what was pasted: one a line, between commas or semicolons, beside a name, or as
 * `"Nowak, Anna" <anna@example.org>` (RFC 5322, `name-addr`).
 */
export function parseAddresses(text: string): Addresses {
  const found = new Set<string>();
  const unreadable: Array<string> = [];
  const take = (email: string): boolean => {
    if (!isAddress(email)) return false;
    found.add(email.toLowerCase());
    return true;
  };
  for (const line of text.split(/\r?\n/)) {
    // Before an angle bracket stands a name, or (from some mail programs) the address once more.
    const rest = line.replace(/("[^"]*"\s*|[^,;<>"]*)<([^<>]*)>/g, (whole, name: string, email: string) => {
      if (!take(email.trim())) unreadable.push(whole.trim());
      return name.includes('@') ? `${name.replaceAll('"', '')},` : ',';
    });
    for (const piece of rest.split(/[,;]/)) {
      const words = piece.trim().split(/\s+/);
      const emails = words.filter((word) => word.includes('@'));
      if (piece.trim() !== '' && (emails.length === 0 || !emails.map(take).every(Boolean))) {
        unreadable.push(piece.trim());
      }
    }
  }
  return { emails: [...found], unreadable };
}
