/** A word that the browser keeps for this site: from visit to visit, or within a tab. */
export interface StoredChoice {
  /** False where the browser keeps nothing, as in some private windows and in frames of other sites. */
  readonly isKept: boolean;
  read(): string | undefined;
  write(word: string | undefined): void;
}

export function createStoredChoice(
  name: string,
  kind: 'localStorage' | 'sessionStorage' = 'localStorage',
): StoredChoice {
  const storage = openStorage(kind);
  return {
    isKept: storage !== undefined,
    read: () => storage?.getItem(name) ?? undefined,
    write(word) {
      if (word === undefined) storage?.removeItem(name);
      else storage?.setItem(name, word);
    },
  };
}

function openStorage(kind: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[kind] ?? undefined;
  } catch {
    return undefined;
  }
}
