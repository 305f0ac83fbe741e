import { useTranslation } from 'react-i18next';

/** Formats a percentage in the app's language: `125%`. */
export function usePercent(): (percent: number) => string {
  const { language } = useTranslation().i18n;
  return (percent) => new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100);
}
