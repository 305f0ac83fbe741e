import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import i18next, { type CustomTypeOptions, type Resource, type TFunction } from 'i18next';

export type Language = 'en' | 'pl';
type Namespaces = ReadonlyArray<keyof CustomTypeOptions['resources']>;

const locales = join(import.meta.dirname, '../../../web/src/lib/i18n/locales');
const resources: Resource = {};
for (const file of globSync('*.json', { cwd: locales })) {
  const [namespace, language] = basename(file, '.json').split('.') as [string, Language];
  const texts = JSON.parse(readFileSync(join(locales, file), 'utf8'));
  resources[language] = { ...resources[language], [namespace]: texts };
}

const namespaces = Object.keys(resources['en'] ?? {}) as unknown as Namespaces;

const i18n = i18next.createInstance();
await i18n.init({
  lng: 'en',
  resources,
  ns: namespaces,
  defaultNS: 'shell',
  interpolation: { escapeValue: false },
  showSupportNotice: false,
} as Parameters<typeof i18n.init>[0]);

/** The texts of the app in a language, by their keys: `reader:toolbar.next`. Without a namespace: of `shell`. */
export const textsIn = (language: Language): TFunction<Namespaces> =>
  i18n.getFixedT(language, namespaces) as TFunction<Namespaces>;

/** The texts in English, so that a test holds whatever their wording is. */
export const t = textsIn('en');

const anything = '\u0000';

/** What begins with a text, whatever its values are: `like((value) => t('home.until', { time: value }))`. */
export const like = (say: (value: string) => string): RegExp =>
  new RegExp(`^${RegExp.escape(say(anything)).replaceAll(RegExp.escape(anything), '.+')}`);

/** What begins with a text: the label of a field that must be filled in goes on with a mark. */
export const beginning = (text: string): RegExp => new RegExp(`^${RegExp.escape(text)}`);
