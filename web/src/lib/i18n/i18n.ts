import i18next, { type BackendModule, type CustomTypeOptions } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isEmbedded } from '../embedding.ts';
import { chosenLanguage } from '../stored-choice.ts';
import { baseLanguage } from './base-language.ts';

export const languages = ['en', 'pl'] as const;
export type UiLanguage = (typeof languages)[number];
/** `shell` is loaded on every page; each other namespace comes with the pages of its feature. */
export type Namespace = keyof CustomTypeOptions['resources'];

/** The texts for a role, one script per role and language. */
const scripts = import.meta.glob<Readonly<Record<string, object>>>('./texts/*.*.ts');
export const namespacesOf = {
  student: ['shell', 'reader'],
  teacher: ['people', 'issued', 'schedule', 'uploads', 'task-import', 'tasks', 'contests', 'groups'],
  admin: ['admin'],
} as const satisfies Readonly<Record<string, ReadonlyArray<Namespace>>>;

const roleOf = (namespace: string) =>
  Object.entries<ReadonlyArray<string>>(namespacesOf).find(([, all]) => all.includes(namespace))?.[0];

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
  const script = await scripts[`./texts/${roleOf(namespace)}.${language}.ts`]?.();
  const texts = script?.[namespace];
  if (!texts) throw new Error(`There are no texts for "${namespace}" in ${language}.`);
  return texts;
}

/** URL parameter that sets the language of the toolbar in a platform's frame. */
export const uiLanguageParameter = 'uiLanguage';

let refetchTitles: () => Promise<void>;

/**
 * Loads the language that the platform asks for, that was chosen last, or that the browser prefers.
 * @param refetch called when another is chosen, which titles of tasks follow
 */
export async function startI18n(refetch: () => Promise<void>): Promise<void> {
  refetchTitles = refetch;
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

// In development, `tools/dev.ts` sends changed texts.
import.meta.hot?.on('lectern:texts', ({ language, namespace, texts }) => {
  i18next.addResourceBundle(language, namespace, texts);
  i18next.emit('languageChanged', i18next.language);
});

export async function chooseLanguage(language: UiLanguage): Promise<void> {
  await i18next.changeLanguage(language);
  chosenLanguage.write(language);
  await refetchTitles();
}

const isUiLanguage = (tag: string | undefined): tag is UiLanguage => languages.includes(tag as UiLanguage);

function platformLanguage(): UiLanguage | undefined {
  const language = new URLSearchParams(location.search).get(uiLanguageParameter) ?? undefined;
  return isEmbedded && isUiLanguage(language) ? language : undefined;
}

function rememberedLanguage(): UiLanguage | undefined {
  const language = chosenLanguage.read();
  return isUiLanguage(language) ? language : undefined;
}

function preferredLanguage(): UiLanguage {
  const found = navigator.languages.map(baseLanguage).find((tag): tag is UiLanguage => isUiLanguage(tag));
  return found ?? 'en';
}
