import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { groundText } from './ground-text.ts';

export function useIssuedColumns() {
  const { t } = useTranslation('issued');
  const { dateTime, bytes: inBytes } = useFormat();
  return [
    { key: 'who', title: t('column.who'), cell: (issue: Schemas.IssuedUrl) => <Reader issue={issue} /> },
    { key: 'task', title: t('column.task'), cell: (issue: Schemas.IssuedUrl) => <Task issue={issue} /> },
    {
      key: 'issuedAt',
      title: t('column.issuedAt'),
      cell: ({ issuedAt }: Schemas.IssuedUrl) => dateTime(issuedAt),
    },
    {
      key: 'expiresAt',
      title: t('column.expiresAt'),
      cell: ({ expiresAt }: Schemas.IssuedUrl) => dateTime(expiresAt),
    },
    {
      key: 'opened',
      title: t('column.opened'),
      cell: ({ opened, firstReadAt, bytes }: Schemas.IssuedUrl) =>
        firstReadAt === null ? t(`opened.${opened}`) : `${dateTime(firstReadAt)} · ${inBytes(bytes ?? 0)}`,
    },
    { key: 'ground', title: t('column.ground'), cell: ({ ground }: Schemas.IssuedUrl) => groundText(ground) },
    {
      key: 'disposition',
      title: t('column.disposition'),
      cell: ({ disposition }: Schemas.IssuedUrl) => t(`disposition.${disposition}`),
    },
  ];
}

/** A sealed envelope contains several tasks. */
function Task({ issue: { title, ground } }: { issue: Schemas.IssuedUrl }) {
  const { t } = useTranslation('issued');
  if (ground === 'prefetch') return t('sealedStatements');
  return title ?? <Gone />;
}

function Reader({ issue }: { issue: Schemas.IssuedUrl }) {
  const { t } = useTranslation('issued');
  if (issue.userId === null) return t('operator');
  return (
    <>
      {issue.email ?? issue.name ?? <Gone id={issue.userId} />}
      <Through issue={issue} />
    </>
  );
}

/** What authenticated the reader: a program's API key, or the issuer of a platform token. */
function Through({ issue: { userId, apiKeyId, apiKeyName, issuer } }: { issue: Schemas.IssuedUrl }) {
  const { t } = useTranslation('issued');
  if (apiKeyId === null && issuer === null) return null;
  const text =
    apiKeyId === null
      ? t('throughToken', { name: issuer })
      : apiKeyId === userId
        ? t('ownKey')
        : t('throughKey', { name: apiKeyName ?? apiKeyId });
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Text>
  );
}

/** @param id of a deleted person, whose end distinguishes them from others */
function Gone({ id }: { readonly id?: string }) {
  const { t } = useTranslation('issued');
  return (
    <Text span size="sm" c="dimmed">
      {id === undefined ? t('gone') : t('gonePerson', { id: id.slice(-8) })}
    </Text>
  );
}
