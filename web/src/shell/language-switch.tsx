import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type UiLanguage } from '../i18n/i18n.ts';

/** Each language by its own name, so that whoever needs it can read it. */
const names: Readonly<Record<UiLanguage, string>> = { en: 'English', pl: 'Polski' };

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('account.language')}
      value={i18n.language}
      onChange={(value) => void chooseLanguage(value as UiLanguage)}
      data={languages.map((value) => ({ value, label: names[value] }))}
    />
  );
}
