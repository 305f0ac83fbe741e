import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useRules } from '../../lib/format/rules.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { signUp } from '../../lib/server/session.ts';
import { EmailField } from '../../ui/email-field.tsx';
import { Form } from '../../ui/form.tsx';
import { NameField } from '../../ui/name-field.tsx';
import { NewPasswordField } from '../../ui/new-password-field.tsx';
import { Outcome } from './outcome.tsx';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

export function SignUpForm() {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: { name: rules.text, email: rules.address, password: rules.newPassword },
    transformValues: ({ name, email, password }) => ({ name: name.trim(), email: email.trim(), password }),
  });
  const creating = useEntering(() => signUp(form.getTransformedValues()));

  return (
    <Form form={form} onSubmit={() => creating.mutate()} takesFocus>
      <NameField {...form.getInputProps('name')} />
      <EmailField maxLength={254} {...form.getInputProps('email')} />
      <NewPasswordField size="md" label={t('signIn.password')} {...form.getInputProps('password')} />
      {creating.isError && <Refusal text={errorText(creating.error, t).title} />}
      <Button type="submit" size="md" loading={creating.isPending}>
        {t('signUp.submit')}
      </Button>
    </Form>
  );
}

/** Sign-up with e-mail: a link in it sets the password. The reply is the same whether or not the address has an account. */
export function SignUpByMailForm() {
  const { t } = useTranslation();
  const rules = useRules();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    initialValues: { name: '', email: '' },
    validate: { name: rules.text, email: rules.address },
    transformValues: ({ name, email }) => ({ name: name.trim(), email: email.trim() }),
  });
  const asking = useAction({
    mutationFn: (person: { name: string; email: string }) => signUp({ ...person, password: undefined }),
    failure: 'form',
    onSuccess: (_, { email }) => setSentTo(email),
  });
  if (sentTo !== undefined) return <Outcome look="sent" text={t('signUp.sent', { email: sentTo })} />;
  return (
    <Form form={form} onSubmit={(person) => asking.mutate(person)} takesFocus>
      <Text size="sm">{t('signUp.byMail')}</Text>
      <NameField {...form.getInputProps('name')} />
      <EmailField maxLength={254} {...form.getInputProps('email')} />
      {asking.isError && <Refusal text={errorText(asking.error, t).title} />}
      <Button type="submit" size="md" loading={asking.isPending}>
        {t('signUp.send')}
      </Button>
    </Form>
  );
}
