import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../lib/is-api-error.ts';
import { client } from '../../lib/server/client.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { EntryPage } from './entry-page.tsx';
import { readLinkToken } from './link-token.ts';
import { Outcome } from './outcome.tsx';
import { SetPasswordForm } from './set-password-form.tsx';

/** Target of the one-time link that sets an account's password and signs in. */
export function SetPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(readLinkToken);
  return (
    <EntryPage title={t('setPassword.title')}>
      {token ? <OpenedLink token={token} /> : <Outcome look="failed" text={t('setPassword.incomplete')} />}
    </EntryPage>
  );
}

function OpenedLink({ token }: { token: string }) {
  const { t } = useTranslation();
  const link = useQuery({
    queryKey: ['set-link', token],
    queryFn: ({ signal }) => client.post('/api/auth/set-link', { body: { token }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [outcome, setOutcome] = useState<'over' | 'set'>();
  if (outcome === 'over' || isOver(link.error)) return <Outcome look="failed" text={t('setPassword.over')} />;
  if (outcome === 'set') {
    return (
      <Outcome text={t('setPassword.done')}>
        <Button component={Link} to="/sign-in" size="md">
          {t('signIn.submit')}
        </Button>
      </Outcome>
    );
  }
  if (link.isError) return <ErrorNotice error={link.error} onRetry={() => void link.refetch()} />;
  if (link.isPending) return <Pending />;
  return (
    <SetPasswordForm
      token={token}
      account={link.data}
      onSignInRefused={() => setOutcome('set')}
      onSetRefused={(error) => isOver(error) && setOutcome('over')}
    />
  );
}

const isOver = (error: unknown): boolean =>
  isApiError(error) && ['invalid-token', 'user-not-found'].includes(String(error.facts.reason));
