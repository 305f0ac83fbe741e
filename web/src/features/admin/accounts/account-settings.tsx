import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { Section } from '../../../ui/section.tsx';
import { roles } from './account-filter.ts';
import { accountQuery } from './accounts.ts';

const fieldsOf = ({ name, role }: Schemas.Account) => ({ name, role });

export function AccountSettings({ account, isOwn }: { account: Schemas.Account; isOwn: boolean }) {
  const { t } = useTranslation(['admin', 'shell']);
  const queryClient = useQueryClient();
  const path = { userId: account.userId };
  const form = useForm({ initialValues: fieldsOf(account), validate: { name: useRules().text } });
  const change = useMergingSave({
    resource: account,
    fieldsOf,
    form,
    refetchAfter: () => queryClient.fetchQuery({ ...accountQuery(account.userId), staleTime: 0 }),
    send: ({ changes, before: { etag } }) =>
      send('patch', '/api/v1/accounts/{userId}', { path, body: changes, ifMatch: etag }),
    meta: { done: t('accounts.saved') },
  });
  return (
    <Section title={t('accounts.settings')}>
      <Form form={form} onSubmit={change.save}>
        <TextInput
          label={t('accounts.name')}
          required
          maxLength={200}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <Select
          label={t('accounts.role')}
          description={isOwn ? t('accounts.ownRole') : t('accounts.roleText')}
          allowDeselect={false}
          disabled={isOwn}
          data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          {...form.getInputProps('role')}
        />
        <ConflictNotice
          saving={change}
          fields={{
            name: { label: t('accounts.name') },
            role: { label: t('accounts.role'), text: (role) => t(`role.${role}`) },
          }}
        />
        <FormEnd sending={change} submitLabel={t('shell:action.save')} />
      </Form>
    </Section>
  );
}
