import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Formats short durations and rates with units, in the app's language. */
export function useQuantities() {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const unit = (name: string, maximumFractionDigits = 0) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits,
      });
    const [ms, precise, seconds] = [unit('millisecond'), unit('millisecond', 1), unit('second', 1)];
    const [minutes, hours, days] = [unit('minute'), unit('hour', 1), unit('day', 1)];
    const rate = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return {
      rate: (perSecond: number) => rate.format(perSecond),
      duration(ofSeconds: number): string {
        if (ofSeconds < 0.01) return precise.format(ofSeconds * 1000);
        if (ofSeconds < 1) return ms.format(ofSeconds * 1000);
        if (ofSeconds < 60) return seconds.format(ofSeconds);
        if (ofSeconds < 3600) return minutes.format(Math.floor(ofSeconds / 60));
        return ofSeconds < 86_400 ? hours.format(ofSeconds / 3600) : days.format(ofSeconds / 86_400);
      },
    };
  }, [language]);
}
