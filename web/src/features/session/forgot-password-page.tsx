import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/format/error-text.ts';
import { useRules } from '../../lib/format/rules.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { requestNewPassword } from '../../lib/server/session.ts';
import { canSendPasswordLink, settingsQuery } from '../../lib/server/settings.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { EmailField } from '../../ui/email-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Pending } from '../../ui/pending.tsx';
import { EntryPage } from './entry-page.tsx';
import { Outcome } from './outcome.tsx';
import { Refusal } from './refusal.tsx';
import { WhomToAsk } from './whom-to-ask.tsx';

/** Requests an e-mail with a link to set a new password. */
export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery);
  const [sentTo, setSentTo] = useState<string>();
  const canSend = settings.isError || canSendPasswordLink(settings.data);
  return (
    <EntryPage title={t('forgottenPassword.title')}>
      {settings.isPending ? (
        <Pending />
      ) : (
        <Stack>
          {!canSend && <WhomToAsk contact={settings.data?.contact ?? null} />}
          {canSend && sentTo === undefined && <AddressForm onSent={setSentTo} />}
          {sentTo !== undefined && <Sent email={sentTo} onAgain={() => setSentTo(undefined)} />}
          <AnchorLink to="/sign-in" size="sm">
            {t('forgottenPassword.back')}
          </AnchorLink>
        </Stack>
      )}
    </EntryPage>
  );
}

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: useRules().address },
    transformValues: ({ email }) => ({ email: email.trim() }),
  });
  const asking = useAction({
    mutationFn: requestNewPassword,
    failure: 'form',
    onSuccess: (_, email) => onSent(email),
  });
  return (
    <Form form={form} onSubmit={({ email }) => asking.mutate(email)} takesFocus>
      <Text size="sm">{t('forgottenPassword.about')}</Text>
      <EmailField maxLength={254} {...form.getInputProps('email')} />
      {asking.isError && <Refusal text={errorText(asking.error, t).title} />}
      <Button type="submit" size="md" loading={asking.isPending}>
        {t('forgottenPassword.submit')}
      </Button>
    </Form>
  );
}

/** The same whether or not the account exists. */
function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Outcome look="sent" text={t('forgottenPassword.sent', { email })}>
      <Text size="sm">{t('forgottenPassword.nothing')}</Text>
      <Button variant="default" onClick={onAgain}>
        {t('forgottenPassword.again')}
      </Button>
    </Outcome>
  );
}
