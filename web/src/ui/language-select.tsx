import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type UiLanguage } from '../lib/i18n/i18n.ts';

/** Each language in its own words, so that its speakers recognize it. */
export const languageNames: Readonly<Record<UiLanguage, string>> = { en: 'English', pl: 'Polski' };

export function LanguageSelect(props: NativeSelectProps) {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      label={t('account.language')}
      {...props}
      value={i18n.language}
      onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value as UiLanguage)}
    >
      {languages.map((value) => (
        <option key={value} value={value} lang={value}>
          {languageNames[value]}
        </option>
      ))}
    </NativeSelect>
  );
}
