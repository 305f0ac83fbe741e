import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shell/format.ts';
import { GroundName } from './ground-name.tsx';
import type { IssuedUrl } from './issued-urls.ts';

/** What is told of a record. */
export function useIssuedColumns() {
  const { t } = useTranslation('issued');
  const { dateTime } = useFormat();
  return [
    { key: 'who', title: t('column.who'), cell: (issue: IssuedUrl) => <Reader issue={issue} /> },
    { key: 'task', title: t('column.task'), cell: ({ title }: IssuedUrl) => title ?? <Gone /> },
    { key: 'issuedAt', title: t('column.issuedAt'), cell: ({ issuedAt }: IssuedUrl) => dateTime(issuedAt) },
    {
      key: 'expiresAt',
      title: t('column.expiresAt'),
      cell: ({ expiresAt }: IssuedUrl) => dateTime(expiresAt),
    },
    {
      key: 'ground',
      title: t('column.ground'),
      cell: ({ ground }: IssuedUrl) => <GroundName ground={ground} />,
    },
    {
      key: 'disposition',
      title: t('column.disposition'),
      cell: ({ disposition }: IssuedUrl) => t(`disposition.${disposition}`),
    },
  ];
}

function Reader({ issue }: { issue: IssuedUrl }) {
  const { t } = useTranslation('issued');
  const reader = issue.email ?? issue.name;
  const vouching = issue.apiKeyName ?? issue.issuer;
  if (reader !== null) {
    return (
      <>
        {reader}
        {vouching !== null && (
          <Text size="xs" c="dimmed">
            {t('through', { name: vouching })}
          </Text>
        )}
      </>
    );
  }
  return issue.userId === null ? t('operator') : <Gone />;
}

function Gone() {
  const { t } = useTranslation('issued');
  return (
    <Text span size="sm" c="dimmed">
      {t('gone')}
    </Text>
  );
}
