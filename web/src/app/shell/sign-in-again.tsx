import { Anchor, Button, Modal, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRules } from '../../lib/format/rules.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { meQuery, signIn } from '../../lib/server/session.ts';
import { EmailField } from '../../ui/email-field.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Form } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

export interface SignInAgainProps {
  /** Address of the user whose session expired. */
  readonly email: string;
  readonly onSomebodyElse: () => void;
}

/** Covers a page whose session has expired until the same user has signed in again. Unsaved input stays. */
export function SignInAgain({ email, onSomebodyElse }: SignInAgainProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const rules = useRules();
  const form = useForm({ initialValues: { password: '' }, validate: { password: rules.password } });
  const attempt = useAction({
    mutationFn: () => signIn(email, form.values.password),
    failure: 'form',
    async onSuccess() {
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await queryClient.invalidateQueries();
    },
    onError: () => form.getInputNode<HTMLInputElement, 'password'>('password')?.select(),
  });
  return (
    <Modal
      opened
      fullScreen
      onClose={() => {}}
      closeOnEscape={false}
      withCloseButton={false}
      // Above the page's dialogs.
      zIndex={400}
      transitionProps={{ duration: 0 }}
      title={t('signIn.ended')}
      styles={{ header: { maxWidth: 420, marginInline: 'auto' } }}
    >
      <Stack maw={388} mx="auto">
        <Text>{t('signIn.endedText')}</Text>
        <Form form={form} onSubmit={() => attempt.mutate()}>
          <EmailField value={email} readOnly />
          <PasswordField
            size="md"
            data-autofocus
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
          {attempt.isError && <ErrorNotice error={attempt.error} />}
          <Button type="submit" size="md" loading={attempt.isPending}>
            {t('signIn.submit')}
          </Button>
        </Form>
        <Anchor component="button" type="button" size="sm" onClick={onSomebodyElse}>
          {t('signIn.somebodyElse')}
        </Anchor>
      </Stack>
    </Modal>
  );
}
