import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ApiKeyScope } from 'lectern-client';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../../api/server-clock.ts';
import { DateTimeField } from '../../ui/date-time-field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { useRules } from '../../ui/rules.ts';
import { apiKeyScopes } from './api-keys.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: Array<ApiKeyScope>;
  /** ISO 8601; null for a key without an end. */
  readonly expiresAt: string | null;
}

interface ApiKeyFormProps {
  readonly sending: ComponentProps<typeof FormEnd>['sending'];
  readonly onSubmit: (key: NewApiKey) => void;
  readonly onCancel: () => void;
}

export function ApiKeyForm({ sending, onSubmit, onCancel }: ApiKeyFormProps) {
  const { t } = useTranslation(['admin', 'shell']);
  const form = useForm({
    initialValues: {
      name: '',
      scopes: [] as Array<ApiKeyScope>,
      expiresAt: null as string | null,
    },
    validate: {
      name: useRules().text,
      scopes: (scopes) => (scopes.length === 0 ? t('apiKeys.scopesMissing') : null),
      expiresAt: (time) =>
        time !== null && Date.parse(time) <= serverNowMs() ? t('apiKeys.expiresAtPast') : null,
    },
    transformValues: ({ name, ...rest }) => ({ ...rest, name: name.trim() }),
  });
  return (
    <Form form={form} onSubmit={onSubmit}>
      <TextInput
        label={t('apiKeys.name')}
        description={t('apiKeys.nameText')}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={t('apiKeys.scopes')} withAsterisk {...form.getInputProps('scopes')}>
        <Stack gap="xs" py={4}>
          {apiKeyScopes.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`apiKeys.scope.${scope}`)}
              description={t(`apiKeys.scopeText.${scope}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <DateTimeField label={t('apiKeys.expiresAt')} {...form.getInputProps('expiresAt')} />
      <FormEnd sending={sending} submitLabel={t('shell:action.create')} onCancel={onCancel} />
    </Form>
  );
}
