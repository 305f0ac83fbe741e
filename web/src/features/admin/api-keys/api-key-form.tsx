import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { isNetwork, linesOf } from '../../../lib/format/networks.ts';
import { useRules } from '../../../lib/format/rules.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { apiKeyScopes } from './api-keys.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: Array<Schemas.ApiKeyScope>;
  /** ISO 8601; null: the key never expires. */
  readonly expiresAt: string | null;
  /** Addresses and networks that may use it; null: any. */
  readonly networks: Array<string> | null;
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
      scopes: [] as Array<Schemas.ApiKeyScope>,
      expiresAt: null as string | null,
      networks: '',
    },
    validate: {
      name: useRules().text,
      scopes: (scopes) => (scopes.length === 0 ? t('apiKeys.scopesMissing') : null),
      expiresAt: (time) =>
        time !== null && Date.parse(time) <= serverNowMs() ? t('apiKeys.expiresAtPast') : null,
      networks: (networks) => {
        const wrong = linesOf(networks).find((line) => !isNetwork(line));
        return wrong === undefined ? null : t('apiKeys.networkWrong', { network: wrong });
      },
    },
    transformValues: ({ name, networks, ...rest }) => {
      const named = linesOf(networks);
      return { ...rest, name: name.trim(), networks: named.length === 0 ? null : named };
    },
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
      <Textarea
        label={t('apiKeys.networks')}
        description={t('apiKeys.networksText')}
        placeholder="192.0.2.0/24"
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('networks')}
      />
      <FormEnd sending={sending} submitLabel={t('shell:action.create')} onCancel={onCancel} />
    </Form>
  );
}
