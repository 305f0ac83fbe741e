import { isAddress } from '../../lib/format/is-address.ts';

export interface Addresses {
  /** In lower case, in order, without duplicates. */
  readonly emails: ReadonlyArray<string>;
  /** Typed parts that contain no address. */
  readonly unreadable: ReadonlyArray<string>;
}

/**
 * Finds e-mail addresses in pasted text: one per line, separated by commas or semicolons, next to a name, or as
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
    // A name precedes the angle bracket or, in some mail programs, the same address.
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
