import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconLogout, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Me } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { clearAll } from '../api/draft.ts';
import { meQuery, signOut } from '../api/session.ts';
import classes from './account-menu.module.css';
import { notifyError } from './notify.ts';

export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();

  async function leave() {
    try {
      await signOut();
    } catch (error) {
      return notifyError(error);
    }
    queryClient.setQueryData(meQuery.queryKey, null);
    await navigate({ to: '/sign-in', replace: true });
    // Only now does nothing show, and ask for, what they had.
    clearAll(queryClient);
    queryClient.setQueryData(meQuery.queryKey, null);
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={t('account.menu', { name: me.name })}>
          <IconUserCircle size={24} aria-hidden />
          <span className={classes.name}>{me.name}</span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconSettings size={16} aria-hidden />}>
          {t('account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
