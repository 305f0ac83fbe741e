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

/** The app's texts in a language, by key: `reader:toolbar.next`. The default namespace is `shell`. */
export const textsIn = (language: Language): TFunction<Namespaces> =>
  i18n.getFixedT(language, namespaces) as TFunction<Namespaces>;

/** The English texts, so that tests don't depend on their wording. */
export const t = textsIn('en');

const anything = '\u0000';

/** Matches a text with any values: `like((value) => t('home.until', { time: value }))`. */
export const like = (say: (value: string) => string): RegExp =>
  new RegExp(`^${RegExp.escape(say(anything)).replaceAll(RegExp.escape(anything), '.+')}`);

/** Matches the start of a text: labels of required fields end with a mark. */
export const beginning = (text: string): RegExp => new RegExp(`^${RegExp.escape(text)}`);
