/** Remembers the texts that were added last: at least so many of them, and at most twice as many. */
export interface RecentSet {
  has(text: string): boolean;
  add(text: string): void;
}

export function createRecentSet(atLeast: number): RecentSet {
  let [newer, older] = [new Set<string>(), new Set<string>()];
  return {
    has: (text) => newer.has(text) || older.has(text),
    add(text) {
      if (newer.size >= atLeast) [newer, older] = [new Set(), newer];
      newer.add(text);
    },
  };
}
