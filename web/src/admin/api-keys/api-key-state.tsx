import { Text } from '@mantine/core';
import type { ApiKey } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shell/format.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { StateBadge } from '../../shell/state-badge.tsx';
import { stateOf } from './api-keys.ts';

const states = { valid: 'good', until: 'good', expired: 'over', revoked: 'bad' } as const;

/** Whether a key works, and the time that belongs to that. */
export function ApiKeyStateText({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const state = stateOf(apiKey, serverNowMs());
  return (
    <>
      <StateBadge state={states[state.kind]}>
        {t(`apiKeys.state.${state.kind === 'until' ? 'valid' : state.kind}`)}
      </StateBadge>
      {state.kind !== 'valid' && (
        <Text size="xs" c="dimmed">
          {state.kind === 'until'
            ? t('apiKeys.state.until', { time: dateTime(state.time) })
            : dateTime(state.time)}
        </Text>
      )}
    </>
  );
}
