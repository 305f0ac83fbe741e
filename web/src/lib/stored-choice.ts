/** A value that the browser stores for this site: permanently, or for the tab. */
export interface StoredChoice {
  /** False if the browser stores nothing, as in some private windows and frames of other sites. */
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

/** The language that was chosen for the app; `first-paint.js` reads it too. */
export const chosenLanguage = createStoredChoice('lectern-language');
