import { Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { TaskSettings } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Section } from '../../../ui/section.tsx';
import type { MayAs } from '../task/task-role.ts';
import { NameForm } from './name-form.tsx';
import { SharingForm } from './sharing-form.tsx';

export function SettingsTab({ task, may }: { task: TaskSettings; may: MayAs }) {
  const { t } = useTranslation('manage');
  return (
    <Stack gap="lg">
      <Section title={t('settings.name')}>
        <NameForm task={task} />
      </Section>
      {may('manager') && (
        <Section title={t('settings.sharing')} hint={t('settings.sharingText')}>
          <SharingForm task={task} />
        </Section>
      )}
      {may('owner') && <DeleteTask task={task} />}
    </Stack>
  );
}

function DeleteTask({ task: { taskId, title } }: { task: TaskSettings }) {
  const { t } = useTranslation('manage');
  const navigate = useNavigate();
  const remove = useAction({
    mutationFn: () => send('delete', '/api/v1/tasks/{taskId}', { path: { taskId } }),
    failure: 'corner',
    meta: { done: t('settings.deleted', { title }) },
    onSuccess: () => navigate({ to: '/manage/tasks', ignoreBlocker: true }),
  });
  return (
    <Section title={t('settings.delete')}>
      <Text size="sm">{t('settings.deleteText')}</Text>
      <ConfirmButton
        question={t('settings.deleteQuestion', { title })}
        onConfirm={() => remove.mutate()}
        loading={remove.isPending}
        variant="outline"
        size="sm"
        style={{ alignSelf: 'flex-start' }}
      >
        {t('settings.delete')}
      </ConfirmButton>
    </Section>
  );
}
