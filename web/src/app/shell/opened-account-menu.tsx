import { Menu } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type HistoryLocation, Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { forgetEnvelopes } from '../../features/reader/envelopes/envelopes.ts';
import { basePath } from '../../lib/base-path.ts';
import { notifyError } from '../../lib/format/notify.ts';
import { manualPath } from '../../lib/manual-path.ts';
import { clearAll } from '../../lib/server/draft.ts';
import { addressOf, meQuery, signOut } from '../../lib/server/session.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { IconHelp } from '../../ui/icons.ts';
import { IconLogout, IconSettings } from '../../ui/page-icons.ts';
import { AccountButton, type AccountMenuProps } from './account-button.tsx';

/** The menu with its button; it opens when mounted. */
export function OpenedAccountMenu({ me, onLeaving }: AccountMenuProps) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const router = useRouter();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const hasManual = useQuery(settingsQuery).data?.hasManual;

  // The focus returns to the element that had it when the menu opened. That button was replaced by this one.
  useEffect(() => {
    button.current?.focus();
    setOpened(true);
  }, []);

  /** Asks the questions of a navigation while the user can still go back to unsaved changes. */
  async function mayLeave(): Promise<boolean> {
    const { location, _getBlockers } = router.history;
    const { pathname, href, state } = router.buildLocation({ to: '/sign-in' });
    const nextLocation: HistoryLocation = { pathname, href, search: '', hash: '', state };
    for (const { blockerFn } of _getBlockers()) {
      if (await blockerFn({ currentLocation: location, nextLocation, action: 'PUSH' })) return false;
    }
    return true;
  }

  async function leave() {
    if (!(await mayLeave())) return;
    // Synchronously, so that the page's effects end before the request leaves.
    flushSync(() => onLeaving(true));
    try {
      await signOut();
    } catch (error) {
      onLeaving(false);
      return notifyError(error);
    }
    void forgetEnvelopes();
    queryClient.setQueryData(meQuery.queryKey, null);
    await router.navigate({ to: '/sign-in', replace: true, ignoreBlocker: true });
    // Clears the user's data only now that nothing on screen uses it.
    clearAll(queryClient);
    queryClient.setQueryData(meQuery.queryKey, null);
  }

  return (
    <Menu position="bottom-end" width={240} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <AccountButton ref={button} me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{addressOf(me)}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconSettings size={16} />}>
          {t('account.title')}
        </Menu.Item>
        {hasManual && (
          <Menu.Item
            component="a"
            href={`${basePath}${manualPath('', i18n.language).path}`}
            target="_blank"
            leftSection={<IconHelp size={16} />}
          >
            {t('account.manual')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
