import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countdownWords } from '../lib/format/countdown-words.ts';
import { useMoment } from '../lib/format/use-moment.ts';
import { useServerNowMs } from '../lib/server-clock.ts';

interface CountdownProps {
  /** ISO 8601, on the server's clock. */
  readonly to: string;
  /** Called a moment after that time, and every few seconds while the countdown is shown. */
  readonly onOpen?: () => void;
  /** Text after the time has passed; default: that something is opening. */
  readonly arrived?: string;
}

/** For longer times, a date is clearer than hours. */
export const nearMs = 48 * 60 * 60 * 1000;

/** Whether a time (ISO 8601, on the server's clock) is close enough for a countdown. */
export function useIsNear(time: string): boolean {
  return Date.parse(time) - useServerNowMs() <= nearMs;
}

/** Remaining time, updated every second and announced to screen readers only occasionally. */
export function Countdown({ to, onOpen, arrived }: CountdownProps) {
  const { t, i18n } = useTranslation();
  const leftMs = Math.max(0, Date.parse(to) - useServerNowMs());
  useMoment(Date.parse(to), () => onOpen?.(), { again: true });
  const { text, isSaid } = countdownWords(leftMs, i18n.language);
  if (leftMs === 0) return <span role="status">{arrived ?? t('countdown.opening')}</span>;
  return (
    <>
      <span role="timer" aria-live="off" aria-hidden>
        {onClock(leftMs, i18n.language)}
      </span>
      <VisuallyHidden>{!isSaid && text}</VisuallyHidden>
      <VisuallyHidden role="status">{isSaid && text}</VisuallyHidden>
    </>
  );
}

/** `2 days 03:15:07` */
function onClock(leftMs: number, language: string): string {
  const seconds = Math.ceil(leftMs / 1000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const clock = `${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  const days = Math.floor(seconds / 86_400);
  if (days === 0) return clock;
  const unit = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const;
  return `${new Intl.NumberFormat(language, unit).format(days)} ${clock}`;
}
