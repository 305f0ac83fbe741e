import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Account } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { roles } from './account-filter.ts';
import { useChangeAccount } from './accounts.ts';

/** Name and role. */
export function AccountSettings({ account, isOwn }: { account: Account; isOwn: boolean }) {
  const { t } = useTranslation(['admin', 'shell']);
  const change = useChangeAccount(account.userId);
  const form = useForm({ initialValues: { name: account.name, role: account.role } });
  const save = (values: typeof form.values) =>
    change.mutate(values, {
      onSuccess({ name, role }) {
        form.setInitialValues({ name, role });
        form.reset();
        notifyDone(t('accounts.saved'));
      },
    });
  return (
    <Section title={t('accounts.settings')}>
      <form onSubmit={form.onSubmit(save)}>
        <Stack>
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
          {change.isError && <ErrorNotice error={change.error} />}
          <Button
            type="submit"
            loading={change.isPending}
            disabled={!form.isDirty()}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('shell:action.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
