import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../lib/format/rules.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';

interface GroupNameFormProps {
  readonly form: ReturnType<typeof useGroupForm>;
  readonly submitLabel: string;
  /** State of the request. */
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
  /** Notes before the end of the form. */
  readonly children?: ReactNode;
}

export function useGroupForm(name: string) {
  const rules = useRules();
  return useForm({ initialValues: { name }, validate: { name: rules.text } });
}

export function GroupNameForm(props: GroupNameFormProps) {
  const { form, submitLabel, sending, onSubmit, onCancel, children } = props;
  const { t } = useTranslation('groups');

  return (
    <Form form={form} onSubmit={onSubmit}>
      <TextInput
        label={t('group.name')}
        required
        maxLength={300}
        data-autofocus
        {...form.getInputProps('name')}
      />
      {children}
      <FormEnd sending={sending} submitLabel={submitLabel} onCancel={onCancel} />
    </Form>
  );
}
