import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shell/error-notice.tsx';

interface GroupNameFormProps {
  readonly initial: string;
  readonly submitLabel: string;
  readonly save: (name: string) => Promise<unknown>;
  readonly onCancel?: () => void;
}

export function GroupNameForm({ initial, submitLabel, save, onCancel }: GroupNameFormProps) {
  const { t } = useTranslation(['contests', 'common']);
  const [name, setName] = useState(initial);
  const saving = useMutation({ mutationFn: save });

  function submit(event: FormEvent) {
    event.preventDefault();
    saving.mutate(name);
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('group.name')}
          required
          maxLength={300}
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {saving.isError && <ErrorNotice error={saving.error} />}
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('common:action.cancel')}
            </Button>
          )}
          <Button type="submit" loading={saving.isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
