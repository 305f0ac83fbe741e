import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';

/** Whether it gets events, since when not, and why. The failure comes from the server, in English. */
export function WebhookStateText({ webhook }: { webhook: Schemas.Webhook }) {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const { pausedAt, pauseReason, failingSince, lastFailure } = webhook;
  const badge =
    pauseReason === 'asked' ? 'over' : pausedAt !== null ? 'bad' : failingSince ? 'changed' : 'good';
  const name = pausedAt !== null ? 'paused' : failingSince ? 'failing' : 'active';
  return (
    <>
      <StateBadge state={badge}>{t(`webhooks.state.${name}`)}</StateBadge>
      {pausedAt !== null && pauseReason !== null && (
        <Text size="xs" c="dimmed">
          {t(`webhooks.paused.${pauseReason}`, { time: dateTime(pausedAt) })}
        </Text>
      )}
      {failingSince !== null && (
        <Text size="xs" c="dimmed">
          {t('webhooks.failingSince', { time: dateTime(failingSince) })} <span lang="en">{lastFailure}</span>
        </Text>
      )}
    </>
  );
}
