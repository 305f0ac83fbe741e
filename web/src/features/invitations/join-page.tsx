import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '../../lib/format/notify.ts';
import { isApiError } from '../../lib/is-api-error.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Page } from '../../ui/page.tsx';
import { forgetLinkToken, readInvitation } from '../session/link-token.ts';
import { Outcome } from '../session/outcome.tsx';

/** Target of an invitation, for users who have signed in. */
export function JoinPage() {
  const { t } = useTranslation();
  const [token] = useState(readInvitation);
  return (
    <Page title={t('join.title')} isNarrow>
      {token ? <Join token={token} /> : <Outcome look="failed" text={t('join.incomplete')} />}
    </Page>
  );
}

function Join({ token }: { token: string }) {
  const { t } = useTranslation();
  const name = useQuery(meQuery).data?.name ?? '';
  const navigate = useNavigate();
  const joining = useAction({
    mutationFn: () => send('post', '/api/v1/invitations/join', { body: { token } }),
    failure: 'form',
    onSuccess({ kind, id, name, alreadyThere }) {
      forgetLinkToken();
      notifyDone(t(alreadyThere ? 'join.alreadyThere' : 'join.done', { name }));
      return kind === 'contest'
        ? navigate({ to: '/contests/$contestId', params: { contestId: id } })
        : navigate({ to: '/' });
    },
  });
  if (isApiError(joining.error, 'not-found')) return <Outcome look="failed" text={t('join.refused')} />;
  return (
    <>
      <Text>{t('join.text', { name })}</Text>
      {joining.isError && <ErrorNotice error={joining.error} />}
      <Group>
        <Button loading={joining.isPending} onClick={() => joining.mutate()}>
          {t('join.submit')}
        </Button>
      </Group>
    </>
  );
}
