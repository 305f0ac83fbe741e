import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import classes from './api-keys.module.css';
import { apiKeyScopes, stateOf } from './api-keys.ts';

interface ApiKeyTableProps {
  readonly keys: ReadonlyArray<Schemas.ApiKey>;
  readonly onRevoke: (key: Schemas.ApiKey) => void;
  readonly isRevoking: boolean;
}

export function ApiKeyTable({ keys, onRevoke, isRevoking }: ApiKeyTableProps) {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const columns = [
    {
      key: 'name',
      title: t('apiKeys.name'),
      cell: ({ name }: Schemas.ApiKey) => (
        <Text span size="sm" className={classes.name}>
          {name}
        </Text>
      ),
    },
    {
      key: 'scopes',
      title: t('apiKeys.scopes'),
      cell: ({ scopes }: Schemas.ApiKey) =>
        apiKeyScopes
          .filter((scope) => scopes.includes(scope))
          .map((scope) => t(`apiKeys.scope.${scope}`))
          .join(', '),
    },
    {
      key: 'limits',
      title: t('apiKeys.limits'),
      cell: (key: Schemas.ApiKey) => <ApiKeyLimits apiKey={key} />,
    },
    {
      key: 'createdAt',
      title: t('apiKeys.createdAt'),
      cell: ({ createdAt }: Schemas.ApiKey) => dateTime(createdAt),
    },
    {
      key: 'lastUsedAt',
      title: t('apiKeys.lastUsedAt'),
      cell: ({ lastUsedAt }: Schemas.ApiKey) =>
        lastUsedAt === null ? t('apiKeys.unused') : dateTime(lastUsedAt),
    },
    {
      key: 'state',
      title: t('apiKeys.stateTitle'),
      cell: (key: Schemas.ApiKey) => <ApiKeyStateText apiKey={key} />,
    },
    {
      key: 'revoke',
      title: t('apiKeys.revocation'),
      cell: (key: Schemas.ApiKey) =>
        key.revokedAt === null && (
          <ConfirmButton
            question={t('apiKeys.revokeQuestion', { name: key.name })}
            aria-label={t('apiKeys.revokeKey', { name: key.name })}
            disabled={isRevoking}
            onConfirm={() => onRevoke(key)}
          >
            {t('apiKeys.revoke')}
          </ConfirmButton>
        ),
    },
  ];
  return (
    <DataTable
      label={t('apiKeys.title')}
      columns={columns}
      rows={keys}
      rowKey={({ id }) => id}
      empty={t('apiKeys.none')}
      minWidth={1040}
    />
  );
}

/** Lists networks in full, because admins search for them; tasks and groups are counted. */
function ApiKeyLimits({ apiKey: { networks, taskIds, groupIds } }: { apiKey: Schemas.ApiKey }) {
  const { t } = useTranslation('admin');
  const limits = [
    ...(networks ?? []),
    ...(taskIds ? [t('apiKeys.limitTasks', { count: taskIds.length })] : []),
    ...(groupIds ? [t('apiKeys.limitGroups', { count: groupIds.length })] : []),
  ];
  return (
    <Text span size="sm" className={classes.limits}>
      {limits.length === 0 ? t('apiKeys.limitsNone') : limits.join(', ')}
    </Text>
  );
}

const states = { valid: 'good', until: 'good', expired: 'over', revoked: 'bad' } as const;

/** Plain text for valid keys; all other states are highlighted. */
function ApiKeyStateText({ apiKey }: { apiKey: Schemas.ApiKey }) {
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
