import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { signUp } from '../api/session.ts';
import { EmailField } from '../ui/email-field.tsx';
import { errorText } from '../ui/error-text.ts';
import { Form } from '../ui/form.tsx';
import { NewPasswordField } from '../ui/new-password-field.tsx';
import { useRules } from '../ui/rules.ts';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

/** Makes an account, and signs in to it. */
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
      <TextInput
        size="md"
        label={t('signUp.name')}
        name="name"
        autoComplete="name"
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <EmailField maxLength={254} {...form.getInputProps('email')} />
      <NewPasswordField size="md" label={t('signIn.password')} {...form.getInputProps('password')} />
      {creating.isError && <Refusal text={errorText(creating.error, t).title} />}
      <Button type="submit" size="md" loading={creating.isPending}>
        {t('signUp.submit')}
      </Button>
    </Form>
  );
}
