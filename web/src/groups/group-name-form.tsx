import { Stack, TextInput } from '@mantine/core';
import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormEnd } from '../ui/form-end.tsx';

interface GroupNameFormProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
  readonly submitLabel: string;
  /** What becomes of what was typed, which stays there. */
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
  /** What there is to say before it is sent. */
  readonly children?: ReactNode;
}

export function GroupNameForm(props: GroupNameFormProps) {
  const { name, onChange, submitLabel, sending, onSubmit, onCancel, children } = props;
  const { t } = useTranslation('contests');

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
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
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
        {children}
        <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
