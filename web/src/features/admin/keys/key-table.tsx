import { Code, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { isRemovable } from './signing-keys.ts';

interface KeyTableProps {
  readonly keys: ReadonlyArray<Schemas.SigningKey>;
  readonly onRemove: (id: string) => void;
  readonly isRemoving: boolean;
}

export function KeyTable({ keys, onRemove, isRemoving }: KeyTableProps) {
  const { t } = useTranslation(['admin', 'shell']);
  const { dateTime } = useFormat();
  const columns = [
    { key: 'id', title: t('keys.key'), cell: ({ id }: Schemas.SigningKey) => <Code>{id}</Code> },
    { key: 'use', title: t('keys.use'), cell: (key: Schemas.SigningKey) => <KeyUse signingKey={key} /> },
    {
      key: 'createdAt',
      title: t('keys.createdAt'),
      cell: ({ createdAt }: Schemas.SigningKey) =>
        createdAt === null ? t('keys.unknown') : dateTime(createdAt),
    },
    {
      key: 'remove',
      title: t('keys.removal'),
      cell: (key: Schemas.SigningKey) =>
        isRemovable(key, keys) ? (
          <ConfirmButton
            question={t('keys.removeQuestion', { id: key.id })}
            aria-label={t('keys.remove', { id: key.id })}
            disabled={isRemoving}
            onConfirm={() => onRemove(key.id)}
          >
            {t('shell:action.remove')}
          </ConfirmButton>
        ) : (
          <Text span size="sm" c="dimmed">
            {t('keys.needed')}
          </Text>
        ),
    },
  ];
  return (
    <DataTable
      label={t('keys.title')}
      columns={columns}
      rows={keys}
      rowKey={({ id }) => id}
      empty={t('keys.none')}
      minWidth={620}
    />
  );
}

function KeyUse({ signingKey: { signs, signsFrom } }: { signingKey: Schemas.SigningKey }) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  if (signsFrom !== null) {
    return <StateBadge state="coming">{t('keys.signsFrom', { time: exactDateTime(signsFrom) })}</StateBadge>;
  }
  return <StateBadge state={signs ? 'good' : 'over'}>{t(signs ? 'keys.signs' : 'keys.verifies')}</StateBadge>;
}
