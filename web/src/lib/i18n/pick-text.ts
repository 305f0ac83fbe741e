import { baseLanguage } from './base-language.ts';

export interface PickedText {
  /** BCP 47. */
  readonly language: string;
  readonly text: string;
}

/** Picks the text in the first available of the wanted languages, ignoring regions; otherwise any. */
export function pickText(
  texts: Readonly<Record<string, string>> | null | undefined,
  wanted: ReadonlyArray<string>,
): PickedText | undefined {
  const found = Object.entries(texts ?? {}).map(([language, text]) => ({ language, text }));
  for (const language of wanted) {
    const exact = found.find((each) => each.language === language);
    const near = found.find((each) => baseLanguage(each.language) === baseLanguage(language));
    if (exact ?? near) return exact ?? near;
  }
  return found[0];
}
