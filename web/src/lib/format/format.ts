import { useTranslation } from 'react-i18next';

/** Formats times, sizes and numbers in the app's language and the reader's time zone. */
export interface Format {
  /** `24 Nov 2026, 18:05` */
  dateTime(time: string | number | Date): string;
  /** `24 Nov 2026, 18:05–20:00`, or with both days. */
  range(from: string, to: string): string;
  /** `24 November 2026 at 18:05:00 CET`: for times where a mistake is costly. */
  exactDateTime(time: string | number | Date): string;
  /** `Tue 18:00` */
  hour(time: string): string;
  /** `24 Nov`, of a day in UTC. */
  utcDay(time: string): string;
  /** `1.4 MB`, in powers of 1000. */
  bytes(bytes: number): string;
  number(value: number): string;
  /** The name of a BCP 47 language: `Polish`. */
  language(tag: string): string;
}

export function useFormat(): Format {
  return formatOf(withRegion(useTranslation().i18n.language));
}

/** Cached because a format takes as long to construct as a dozen rows of a list take to render. */
const formats = new Map<string, Format>();

function formatOf(language: string): Format {
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}

/** Adds the reader's region to the language: readers with `en-US` get its order of day and month. */
function withRegion(language: string): string {
  const regional = navigator.languages.find((tag) => tag.startsWith(`${language}-`));
  return regional ?? (language === 'en' ? 'en-GB' : language);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function createFormat(language: string): Format {
  const short = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long' });
  const hour = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  const utcDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(language);
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return {
    dateTime: (time) => short.format(new Date(time)),
    range: (from, to) => short.formatRange(new Date(from), new Date(to)),
    exactDateTime: (time) => exact.format(new Date(time)),
    hour: (time) => hour.format(new Date(time)),
    utcDay: (time) => utcDay.format(new Date(time)),
    bytes(bytes) {
      const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: units[power] as string,
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: 1,
      }).format(bytes / 1000 ** power);
    },
    number: (value) => numbers.format(value),
    language(tag) {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
  };
}

/** `Europe/Warsaw (UTC+1)`: the zone of all times shown and typed. */
export function timeZoneName(language: string, at: Date = new Date()): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' }).formatToParts(at);
  return `${timeZone} (${parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'})`;
}
