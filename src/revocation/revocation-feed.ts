import { randomBytes } from 'node:crypto';

/** Names by which URLs of downloads are revoked: issue ids, and tags within them (`revocationNames`). */
export interface RevocationsSince {
  /** For the next question. */
  readonly cursor: string;
  /** Whether the names replace those that are known; otherwise they add to them. */
  readonly isWhole: boolean;
  /** Whether more follow under the new cursor. */
  readonly hasMore: boolean;
  readonly names: Array<string>;
}

/** Tags and issue ids. Object keys, which also revoke, are for uploads, and only Lectern accepts those. */
export const isRevocationName = (subject: string): boolean => /^[\w-]{1,64}$/.test(subject);

export const maxNames = 20_000;
/** Names that have ended are left out once there are more of them than of others, and at least so many. */
const minLeftOut = 1000;

/** Keeps the revocations of this process in the order in which it learned of them, so that a cursor is a position. */
export function createRevocationFeed() {
  const newGeneration = () => randomBytes(6).toString('base64url');
  let generation = newGeneration();
  let names: Array<string> = [];

  function add(subjects: Iterable<string>, known: ReadonlySet<string>): void {
    for (const subject of subjects) if (!known.has(subject) && isRevocationName(subject)) names.push(subject);
  }

  return {
    add,
    /** All in force replace those that were known. */
    replace(inForce: ReadonlySet<string>, known: ReadonlySet<string>): void {
      add(inForce, known);
      if (names.length <= 2 * inForce.size + minLeftOut) return;
      generation = newGeneration();
      names = [...inForce].filter(isRevocationName);
    },
    since(cursor: string | undefined): RevocationsSince {
      const [from, position] = cursor?.split('.') ?? [];
      const isOurs =
        from === generation && /^\d{1,9}$/.test(position ?? '') && Number(position) <= names.length;
      const start = isOurs ? Number(position) : 0;
      const end = Math.min(start + maxNames, names.length);
      return {
        cursor: `${generation}.${end}`,
        isWhole: !isOurs,
        hasMore: end < names.length,
        names: names.slice(start, end),
      };
    },
  };
}
