/** A word that the browser keeps for this site from visit to visit. */
export interface StoredChoice {
  /** False where the browser keeps nothing, as in some private windows. */
  readonly isKept: boolean;
  read(): string | undefined;
  write(word: string | undefined): void;
}

export function createStoredChoice(name: string): StoredChoice {
  const storage = openStorage();
  return {
    isKept: storage !== undefined,
    read: () => storage?.getItem(name) ?? undefined,
    write(word) {
      if (word === undefined) storage?.removeItem(name);
      else storage?.setItem(name, word);
    },
  };
}

function openStorage(): Storage | undefined {
  try {
    return window.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}
