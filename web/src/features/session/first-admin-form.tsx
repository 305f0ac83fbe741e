import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../../lib/base-path.ts';
import { errorText } from '../../lib/format/error-text.ts';
import { notifyDone } from '../../lib/format/notify.ts';
import { useRules } from '../../lib/format/rules.ts';
import { createFirstAdmin } from '../../lib/server/session.ts';
import { EmailField } from '../../ui/email-field.tsx';
import { Form } from '../../ui/form.tsx';
import { NameField } from '../../ui/name-field.tsx';
import { NewPasswordField } from '../../ui/new-password-field.tsx';
import { forgetLinkToken } from './link-token.ts';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

interface FirstAdminFormProps {
  readonly token: string;
  readonly onEnter: () => void;
  readonly onRefused: (error: unknown) => void;
}

/** Creates the first admin's account, signs in, and continues to the start page for admins. */
export function FirstAdminForm({ token, onEnter, onRefused }: FirstAdminFormProps) {
  const { t } = useTranslation('admin');
  const { t: tShell } = useTranslation();
  const { history } = useRouter();
  const rules = useRules();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: { name: rules.text, email: rules.address, password: rules.newPassword },
    transformValues: ({ name, email, password }) => ({ name: name.trim(), email: email.trim(), password }),
  });
  const entering = useEntering(async () => {
    await createFirstAdmin({ token, ...form.getTransformedValues() });
    forgetLinkToken();
  }, onRefused);
  const { isSuccess } = entering;
  useEffect(() => {
    if (!isSuccess) return;
    notifyDone(t('welcome.created'));
    history.replace(`${basePath}/admin/start`);
  }, [isSuccess, history, t]);

  function submit() {
    onEnter();
    entering.mutate();
  }

  return (
    <Form form={form} onSubmit={submit} takesFocus>
      <NameField {...form.getInputProps('name')} />
      <EmailField maxLength={254} {...form.getInputProps('email')} />
      <NewPasswordField size="md" label={tShell('signIn.password')} {...form.getInputProps('password')} />
      {entering.isError && <Refusal text={errorText(entering.error, tShell).title} />}
      <Button type="submit" size="md" loading={entering.isPending || isSuccess}>
        {t('welcome.submit')}
      </Button>
    </Form>
  );
}
