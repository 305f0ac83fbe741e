import { useTranslation } from 'react-i18next';

/** `125%`, as the language of the app writes it. */
export function usePercent(): (percent: number) => string {
  const { language } = useTranslation().i18n;
  return (percent) => new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100);
}
