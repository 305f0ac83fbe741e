import { Button, Divider, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../lib/server/session.ts';
import type { Settings } from '../../lib/server/settings.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useEntering } from './use-entering.ts';

/** Signs in to a demo account with one click. */
export function DemoAccounts({ accounts }: { accounts: Settings['demoAccounts'] }) {
  const { t } = useTranslation();
  const entering = useEntering(async ({ email, password }: Settings['demoAccounts'][number]) =>
    signIn(email, password),
  );
  return (
    <>
      <Divider label={t('signIn.demo')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {accounts.map((account) => (
          <Button
            key={account.email}
            variant="default"
            loading={entering.isPending && entering.variables.email === account.email}
            onClick={() => entering.mutate(account)}
          >
            {account.name}
          </Button>
        ))}
      </SimpleGrid>
      {entering.isError && <ErrorNotice error={entering.error} />}
    </>
  );
}
