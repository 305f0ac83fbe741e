import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../../lib/format/rules.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { IconUserPlus } from '../../../ui/icons.ts';
import { useUnsavedProposal } from '../../../ui/unsaved-guard.tsx';
import { roles } from './account-filter.ts';
import { SetupLink } from './setup-link.tsx';

/** Creates an account, and shows the link with which its owner sets the password. */
export function CreateAccount() {
  const { t } = useTranslation('admin');
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button onClick={open} leftSection={<IconUserPlus size={16} />}>
        {t('accounts.create')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('accounts.create')}>
        <AccountForm onDone={close} />
      </Dialog>
    </>
  );
}

function AccountForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  const hasPasswords = useQuery(settingsQuery).data?.passwordSignIn !== 'off';
  const rules = useRules();
  const form = useForm({
    initialValues: { name: '', email: '', role: 'student' as Schemas.Role },
    validate: { name: rules.text, email: rules.address },
    transformValues: ({ name, email, role }) => ({ name: name.trim(), email: email.trim(), role }),
  });
  const create = useAction({
    mutationFn: (body: typeof form.values) => send('post', '/api/v1/accounts', { body }),
    failure: 'form',
    // The link must not outlive the dialog.
    gcTime: 0,
    onSuccess() {
      if (!hasPasswords) onDone();
    },
  });
  const fields = {
    name: { label: t('accounts.name') },
    email: { label: t('accounts.email') },
    role: { label: t('accounts.role') },
  };
  // A created account isn't lost with the form, and its link has its own guard.
  useUnsavedProposal(form, fields, { isPending: create.isPending || create.isSuccess });
  if (create.data && hasPasswords) {
    return <SetupLink {...create.data} email={create.data.email ?? ''} onClose={onDone} />;
  }
  return (
    <Form form={form} onSubmit={create.mutate}>
      <TextInput
        label={t('accounts.name')}
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('accounts.email')}
        type="email"
        required
        maxLength={254}
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      <Select
        label={t('accounts.role')}
        allowDeselect={false}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        {...form.getInputProps('role')}
      />
      <FormEnd sending={create} submitLabel={t('shell:action.create')} onCancel={onDone} />
    </Form>
  );
}
