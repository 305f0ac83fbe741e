import { hash } from 'node:crypto';
import type { Subject } from './record.ts';

/** The text of a leaf. @param time ISO 8601 @param tags undefined in a leaf from before there were any */
export const formatLeaf = (commitment: string, time: string, tags?: ReadonlyArray<string>): string =>
  JSON.stringify({ commitment, time, tags });

/** The tags in a leaf, if it has any. */
export const tagsIn = (leaf: string): ReadonlyArray<string> | undefined =>
  /,"tags":\["(.*)"\]\}$/.exec(leaf)?.[1]?.split('","');

/** @returns SHA-256 in hexadecimal */
export const commit = (salt: string, record: string): string => hash('sha256', salt + record);

/**
 * The tag of an entry about a subject, of which it is the nth, from 0. Without the key no one can tell what an entry is about, or which are
 * about the same; with it, no entry can be left out unnoticed.
 */
export const tagOf = (key: string, nth: number): string => hash('sha256', `${key} ${nth}`).slice(0, 32);

/** The key of a revocation is its name, which is in the ids of issued URLs. So an export that discloses those can't hide one. */
export const isRevocation = (subject: Subject): boolean => subject.startsWith('revocation:');

/** @returns what an entry with some tags is about; call it for all entries, in the order of the log */
export function createTagReader(keys: ReadonlyMap<Subject, string>) {
  const awaited = new Map([...keys].map(([subject, key]) => [tagOf(key, 0), { subject, key, nth: 0 }]));
  return (tags: ReadonlyArray<string>): ReadonlyArray<Subject> =>
    tags.flatMap((tag) => {
      const found = awaited.get(tag);
      if (found === undefined) return [];
      awaited.delete(tag);
      found.nth += 1;
      awaited.set(tagOf(found.key, found.nth), found);
      return [found.subject];
    });
}
