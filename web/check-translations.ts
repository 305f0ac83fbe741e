import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { findUnusedTexts } from './find-unused-texts.ts';

const source = join(import.meta.dirname, 'src');
const folder = join(source, 'lib/i18n/locales');

/** Fails the build if a language has other keys than English, lacks a plural form, or has a text that no code uses. */
export function checkTranslations(): Plugin {
  return {
    name: 'check-translations',
    apply: 'build',
    buildStart() {
      const problems = findTextProblems();
      if (problems.length > 0)
        this.error(`Add the missing texts, and remove those that are unused:\n  ${problems.join('\n  ')}`);
    },
  };
}

function findTextProblems(): ReadonlyArray<string> {
  const texts = namespaces().flatMap((namespace) => {
    const keys = [...readKeys(namespace, 'en').keys()].map((key) => key.replace(plural, ''));
    return [...new Set(keys)].map((key) => ({ namespace, key }));
  });
  return [...findTranslationProblems(), ...findUnusedTexts(source, texts)];
}

const namespaces = () => globSync('*.en.json', { cwd: folder }).map((file) => basename(file, '.en.json'));

/** One line per problem: `shell.pl.json: "reader.pages_many" is missing`. */
function findTranslationProblems(): ReadonlyArray<string> {
  const languages = globSync('shell.*.json', { cwd: folder }).map((file) => file.split('.')[1] as string);
  return languages.flatMap((language) =>
    namespaces().flatMap((namespace) => {
      const file = `${namespace}.${language}.json`;
      const [own, english] = [language, 'en'].map((each) => readKeys(namespace, each));
      const wanted = formsIn(language, english ?? new Map());
      const missing = [...wanted].filter((key) => !own?.get(key));
      const unknown = [...(own?.keys() ?? [])].filter((key) => !wanted.has(key));
      return [
        ...missing.map((key) => `${file}: "${key}" is missing`),
        ...unknown.map((key) => `${file}: "${key}" is not in English`),
      ];
    }),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;

/** The English keys, with the plural forms (CLDR) of another language. */
function formsIn(language: string, english: ReadonlyMap<string, string>): ReadonlySet<string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return new Set(
    [...english.keys()].flatMap((key) =>
      plural.test(key) ? pluralCategories.map((category) => key.replace(plural, `_${category}`)) : [key],
    ),
  );
}

function readKeys(namespace: string, language: string): ReadonlyMap<string, string> {
  return new Map(flatten(JSON.parse(readFileSync(join(folder, `${namespace}.${language}.json`), 'utf8'))));
}

function flatten(value: object, prefix = ''): ReadonlyArray<[string, string]> {
  return Object.entries(value).flatMap(
    ([name, found]): ReadonlyArray<[string, string]> =>
      typeof found === 'string' ? [[prefix + name, found]] : flatten(found, `${prefix}${name}.`),
  );
}

if (import.meta.main) {
  const problems = findTextProblems();
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
