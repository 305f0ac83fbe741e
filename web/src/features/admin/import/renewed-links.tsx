import { Alert, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../ui/page.tsx';
import { IconCheck } from '../../../ui/page-icons.ts';
import { UnsavedGuard } from '../../../ui/unsaved-guard.tsx';
import { withLinks } from './people-import.ts';
import { Again, SetupLinks } from './setup-links.tsx';

interface RenewedLinksProps {
  readonly renewed: Schemas.RenewedSetupLinks;
  readonly onAgain: () => void;
}

/** New links for a list. They replace the list on the page, so that typing there can't lose them. */
export function RenewedLinks({ renewed, onAgain }: RenewedLinksProps) {
  const { t } = useTranslation('admin');
  const done = useRef<HTMLDivElement>(null);
  // The pressed button is gone.
  useEffect(() => done.current?.focus(), []);
  const { items, skipped, setupLinksExpireAt } = renewed;
  const people = withLinks(items);
  const often = skipped.filter(({ reason }) => reason === 'invited-recently').length;
  const others = skipped.length - often;
  return (
    <Page title={t('import.title')}>
      <UnsavedGuard>
        <Alert ref={done} tabIndex={-1} color="green" icon={<IconCheck />} role="status">
          {items.length > 0 &&
            t(people.length > 0 ? 'import.renewed' : 'import.reinvited', { count: items.length })}
          {items.length === 0 &&
            (often > 0 ? t('import.invitedRecently', { count: often }) : t('import.noLinks'))}
        </Alert>
        {setupLinksExpireAt !== null && <SetupLinks people={people} expireAt={setupLinksExpireAt} />}
        {others > 0 && items.length > 0 && (
          <Text size="sm">{t('import.skippedLinks', { count: others })}</Text>
        )}
        {often > 0 && items.length > 0 && (
          <Text size="sm">{t('import.invitedRecently', { count: often })}</Text>
        )}
        <Again onClick={onAgain} />
      </UnsavedGuard>
    </Page>
  );
}
