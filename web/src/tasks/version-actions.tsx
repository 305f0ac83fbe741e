import { Button, Group, Popover, Text } from '@mantine/core';
import type { DocumentVersion } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { useSending } from '../api/use-sending.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { useFormat } from '../ui/format.ts';
import { notifyError } from '../ui/notify.ts';
import { openVersion } from './open-version.ts';
import { ShortHash } from './short-hash.tsx';

interface VersionActionsProps {
  readonly taskId: string;
  readonly version: DocumentVersion;
  readonly mayChange: boolean;
}

/** What can be done with a version: opened, made the current one again, and looked at more closely. */
export function VersionActions({ taskId, version, mayChange }: VersionActionsProps) {
  const { t } = useTranslation('manage');
  const { dateTime } = useFormat();
  const { versionId, fileName, completedAt, createdAt, replacedAt } = version;
  const which = { name: fileName, time: dateTime(completedAt ?? createdAt) };
  const open = useSending({ mutationFn: () => openVersion(taskId, version), onError: notifyError });
  const restore = useSending({
    mutationFn: () =>
      client.post('/api/v1/tasks/{taskId}/documents/{versionId}/restore', { path: { taskId, versionId } }),
    meta: { invalidates: [['tasks', taskId]], done: t('documents.restored', which) },
    onError: notifyError,
  });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {replacedAt !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={open.isPending}
          onClick={() => open.mutate()}
          aria-label={t('documents.openOf', which)}
        >
          {t('documents.open')}
        </Button>
      )}
      {mayChange && replacedAt !== null && (
        <ConfirmButton
          color="indigo"
          question={t('documents.restoreQuestion', which)}
          onConfirm={() => restore.mutate()}
          loading={restore.isPending}
          aria-label={t('documents.restoreOf', which)}
        >
          {t('documents.restore')}
        </ConfirmButton>
      )}
      <Popover withArrow withRoles trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t('documents.detailsOf', which)}
          >
            {t('documents.details')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('documents.detailsOf', which)}>
          <Group gap="xs">
            <Text size="sm">{t('documents.sha256')}</Text>
            <ShortHash sha256={version.sha256} />
          </Group>
          {replacedAt !== null && (
            <Text size="sm">{t('documents.replaced', { time: dateTime(replacedAt) })}</Text>
          )}
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
