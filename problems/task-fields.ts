import type { Problem } from './problem.ts';

/** What a task takes from a problem in addition to its PDFs. */
export interface TaskFields {
  readonly title: string;
  /** In other languages than the main one; undefined for none. */
  readonly titles: Readonly<Record<string, string>> | undefined;
  readonly primaryLanguage: string;
}

/**
 * The main language is the one that the package names if there is a PDF in it, or English, or the first that has one.
 * The title is the one in that language, or the nearest to it, or the code.
 */
export function taskFieldsOf(problem: Problem): TaskFields {
  const primaryLanguage = chooseLanguage(problem);
  const others = Object.entries(problem.titles).filter(([language]) => language !== primaryLanguage);
  const titles = others.length === 0 ? undefined : Object.fromEntries(others);
  return { title: chooseTitle(problem, primaryLanguage), titles, primaryLanguage };
}

function chooseLanguage({ primaryLanguage, documents }: Problem): string {
  const languages = documents.map(({ language }) => language);
  const wished = [primaryLanguage, 'en'].find((each) => each !== undefined && languages.includes(each));
  return wished ?? languages[0] ?? 'en';
}

function chooseTitle({ titles, title, code }: Problem, language: string): string {
  return titles[language] ?? title ?? titles['en'] ?? Object.values(titles)[0] ?? code;
}
