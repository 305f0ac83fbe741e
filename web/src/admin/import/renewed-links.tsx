import { Alert, Button, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { RenewedSetupLinks } from 'lectern-client';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
import { SetupLinks } from './setup-links.tsx';

interface RenewedLinksProps {
  readonly renewed: RenewedSetupLinks;
  readonly onAgain: () => void;
}

/** The links that were made again for a list, in the place of it: what is typed there must not lose them. */
export function RenewedLinks({ renewed, onAgain }: RenewedLinksProps) {
  const { t } = useTranslation('admin');
  const done = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone.
  useEffect(() => done.current?.focus(), []);
  const { items, skipped, setupLinksExpireAt } = renewed;
  return (
    <Page title={t('import.title')}>
      <Alert ref={done} tabIndex={-1} color="green" icon={<IconCheck aria-hidden />} role="status">
        {items.length === 0 ? t('import.noLinks') : t('import.renewed', { count: items.length })}
      </Alert>
      {setupLinksExpireAt !== null && <SetupLinks people={items} expireAt={setupLinksExpireAt} />}
      {skipped.length > 0 && items.length > 0 && (
        <Text size="sm">{t('import.skippedLinks', { count: skipped.length })}</Text>
      )}
      <Button variant="default" onClick={onAgain} style={{ alignSelf: 'flex-start' }}>
        {t('import.again')}
      </Button>
    </Page>
  );
}
