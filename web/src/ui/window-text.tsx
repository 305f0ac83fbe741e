import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { timeZoneName, useFormat } from '../lib/format/format.ts';

/** Start and end, in the reader's time zone. */
export function WindowText({ opensAt, closesAt }: { opensAt: string; closesAt: string | null }) {
  const { t } = useTranslation('shell');
  const { dateTime, range } = useFormat();
  return closesAt === null ? t('window.endless', { from: dateTime(opensAt) }) : range(opensAt, closesAt);
}

/** Names the time zone, once per page that shows times. */
export function ZoneNote() {
  const { t, i18n } = useTranslation('shell');
  return (
    <Text size="sm" c="dimmed">
      {t('window.zone', { zone: timeZoneName(i18n.language) })}
    </Text>
  );
}
