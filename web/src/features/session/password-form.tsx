import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useRules } from '../../lib/format/rules.ts';
import { signIn } from '../../lib/server/session.ts';
import { EmailField } from '../../ui/email-field.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

interface PasswordFormProps {
  /** Whether this was the last attempt. */
  readonly isLast: boolean;
  readonly onAttempt: () => void;
}

export function PasswordForm({ isLast, onAttempt }: PasswordFormProps) {
  const { t } = useTranslation();
  const rules = useRules();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: rules.address, password: rules.password },
  });
  const attempt = useEntering(
    () => signIn(form.values.email, form.values.password),
    () => form.getInputNode<HTMLInputElement, 'password'>('password')?.select(),
  );

  function submit() {
    onAttempt();
    attempt.mutate();
  }

  return (
    <Form form={form} onSubmit={submit} takesFocus>
      <EmailField {...form.getInputProps('email')} />
      <PasswordField
        size="md"
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      {isLast && attempt.isError && <Refusal text={errorText(attempt.error, t).title} />}
      <Button type="submit" size="md" loading={attempt.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  );
}
