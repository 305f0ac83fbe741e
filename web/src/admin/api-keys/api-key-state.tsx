import { Badge, Text } from '@mantine/core';
import type { ApiKey } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shell/format.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { stateOf } from './api-keys.ts';

/** A key that still works is told in plain text; one that does not stands out. */
export function ApiKeyStateText({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const state = stateOf(apiKey, serverNowMs());
  if (state.kind === 'valid' || state.kind === 'until') {
    return (
      <Text span size="sm">
        {state.kind === 'valid'
          ? t('apiKeys.state.valid')
          : t('apiKeys.state.until', { time: dateTime(state.time) })}
      </Text>
    );
  }
  return (
    <>
      <Badge color={state.kind === 'revoked' ? 'red' : 'gray'} variant="outline" tt="none" miw="max-content">
        {t(`apiKeys.state.${state.kind}`)}
      </Badge>
      <Text size="xs" c="dimmed">
        {dateTime(state.time)}
      </Text>
    </>
  );
}
