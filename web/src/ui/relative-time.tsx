import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format/format.ts';
import { serverNowMs } from '../lib/server-clock.ts';

const minute = { unit: 'minute', unitMs: 60_000 } as const;
const units = [{ unit: 'day', unitMs: 86_400_000 }, { unit: 'hour', unitMs: 3_600_000 }, minute] as const;
/** From then on, a date says more than a number of days. */
const mostDays = 30;

/** A time as people say it, such as "3 days ago", with the exact one on hover. @param at ISO 8601 */
export function RelativeTime({ at }: { at: string }) {
  const { language } = useTranslation().i18n;
  const { dateTime, exactDateTime } = useFormat();
  const ms = Date.parse(at) - serverNowMs();
  const { unit, unitMs } = units.find((each) => Math.abs(ms) >= each.unitMs) ?? minute;
  const count = Math.trunc(ms / unitMs);
  const isFar = unit === 'day' && Math.abs(count) > mostDays;
  return (
    <time dateTime={at} title={exactDateTime(at)}>
      {isFar ? dateTime(at) : new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit)}
    </time>
  );
}
