import { useTranslation } from 'react-i18next';

/** Formats a duration in the app's language: `1 hr 30 min`. */
export function useDuration(): (seconds: number) => string {
  const { language } = useTranslation().i18n;
  return (seconds) => {
    const whole = Math.round(seconds);
    if (whole === 0) return new Intl.NumberFormat(language, { style: 'unit', unit: 'minute' }).format(0);
    return new Intl.DurationFormat(language, { style: 'short' }).format({
      days: Math.floor(whole / 86_400),
      hours: Math.floor((whole % 86_400) / 3600),
      minutes: Math.floor((whole % 3600) / 60),
      seconds: whole % 60,
    });
  };
}
