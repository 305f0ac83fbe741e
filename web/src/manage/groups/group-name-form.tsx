import { Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../api/use-sending.ts';
import { FormEnd } from '../../shell/form-end.tsx';

interface GroupNameFormProps {
  readonly initial: string;
  readonly submitLabel: string;
  readonly save: (name: string) => Promise<unknown>;
  readonly onCancel?: () => void;
}

export function GroupNameForm({ initial, submitLabel, save, onCancel }: GroupNameFormProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const [name, setName] = useState(initial);
  const saving = useSending({ mutationFn: save });

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
        <FormEnd sending={saving} submitLabel={submitLabel} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
