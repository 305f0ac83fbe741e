import { Button, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../../lib/base-path.ts';
import { errorText } from '../../lib/format/error-text.ts';
import { notifyDone } from '../../lib/format/notify.ts';
import { useRules } from '../../lib/format/rules.ts';
import { setPassword, signIn } from '../../lib/server/session.ts';
import { EmailField } from '../../ui/email-field.tsx';
import { Form } from '../../ui/form.tsx';
import { NewPasswordField } from '../../ui/new-password-field.tsx';
import { forgetLinkToken } from './link-token.ts';
import { Refusal } from './refusal.tsx';
import { useEntering } from './use-entering.ts';

interface SetPasswordFormProps {
  readonly token: string;
  readonly account: { readonly name: string; readonly email: string | null };
  readonly onSetRefused: (error: unknown) => void;
  /** Called if the password was set, but signing in failed. */
  readonly onSignInRefused: () => void;
}

/** Sets an account's password, signs in and continues to the home page. */
export function SetPasswordForm({ token, account, onSetRefused, onSignInRefused }: SetPasswordFormProps) {
  const { t } = useTranslation();
  const { history } = useRouter();
  const { name, email } = account;
  const form = useForm({
    initialValues: { newPassword: '' },
    validate: { newPassword: useRules().newPassword },
  });
  const isSet = useRef(false);
  const entering = useEntering(
    async () => {
      const { newPassword } = form.values;
      await setPassword(token, newPassword);
      isSet.current = true;
      forgetLinkToken();
      if (email !== null) await signIn(email, newPassword);
    },
    (error) => (isSet.current ? onSignInRefused() : onSetRefused(error)),
  );
  const { isSuccess } = entering;
  useEffect(() => {
    if (!isSuccess) return;
    notifyDone(t('setPassword.isSet'));
    history.replace(`${basePath}/`);
  }, [isSuccess, history, t]);

  return (
    <Form form={form} onSubmit={() => entering.mutate()} takesFocus>
      <Text>{t('setPassword.account', { name })}</Text>
      {/* Password managers save the password with it. */}
      {email !== null && <EmailField value={email} readOnly variant="filled" />}
      <NewPasswordField size="md" {...form.getInputProps('newPassword')} />
      {entering.isError && <Refusal text={errorText(entering.error, t).title} />}
      <Button type="submit" size="md" loading={entering.isPending || isSuccess}>
        {t('setPassword.submit')}
      </Button>
    </Form>
  );
}
