import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isEmbedded } from '../embedding.ts';
import { createStoredChoice } from '../stored-choice.ts';
import { baseLanguage } from './base-language.ts';

export const languages = ['en', 'pl'] as const;
export type UiLanguage = (typeof languages)[number];
/** `shell` is what every page needs; the others come with the pages of their role. */
export type Namespace = 'shell' | 'reader' | 'manage' | 'contests' | 'issued' | 'admin';

const remembered = createStoredChoice('lectern-language');
type Texts = Readonly<Record<string, object>>;

/** `shell` and `reader`, by language. */
const studentTexts = import.meta.glob<Texts>('./student-texts/*.ts');
const otherTexts = import.meta.glob<{ default: object }>([
  './locales/*/*.json',
  '!./locales/*/{shell,reader}.json',
]);

const backend: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, callback) {
    load(language, namespace).then(
      (texts) => callback(null, texts as never),
      (error: Error) => callback(error, false),
    );
  },
};

async function load(language: string, namespace: string): Promise<object> {
  const other = otherTexts[`./locales/${language}/${namespace}.json`];
  if (other) return (await other()).default;
  const texts = (await studentTexts[`./student-texts/${language}.ts`]?.())?.[namespace];
  if (!texts) throw new Error(`There is no ${namespace} in ${language}.`);
  return texts;
}

/** By which a platform says in which language the tools around a statement are. */
export const uiLanguageParameter = 'uiLanguage';

/** Loads the language of the platform around the page, of the last choice, or of the browser. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: platformLanguage() ?? rememberedLanguage() ?? preferredLanguage(),
      fallbackLng: false,
      supportedLngs: [...languages],
      ns: ['shell'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false }, // React escapes
      react: { useSuspense: true },
      showSupportNotice: false,
    } as Parameters<typeof i18next.init>[0]);
}

// In development: `tools/dev.ts` sends texts that were changed.
import.meta.hot?.on('lectern:texts', ({ language, namespace, texts }) => {
  i18next.addResourceBundle(language, namespace, texts);
  i18next.emit('languageChanged', i18next.language);
});

export async function chooseLanguage(language: UiLanguage): Promise<void> {
  await i18next.changeLanguage(language);
  remembered.write(language);
}

const isUiLanguage = (tag: string | undefined): tag is UiLanguage => languages.includes(tag as UiLanguage);

function platformLanguage(): UiLanguage | undefined {
  const language = new URLSearchParams(location.search).get(uiLanguageParameter) ?? undefined;
  return isEmbedded && isUiLanguage(language) ? language : undefined;
}

function rememberedLanguage(): UiLanguage | undefined {
  const language = remembered.read();
  return isUiLanguage(language) ? language : undefined;
}

function preferredLanguage(): UiLanguage {
  const found = navigator.languages.map(baseLanguage).find((tag): tag is UiLanguage => isUiLanguage(tag));
  return found ?? 'en';
}
