import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/session.ts';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import classes from './shell.module.css';

/** Header, navigation for those who manage, and the page. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const me = useQuery(meQuery).data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  useSignInWhenEnded(me === null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(close, [path]);
  if (!me) return null;
  const manages = me.role !== 'student';
  // A statement needs the width.
  const isReading = path.startsWith('/tasks/');

  return (
    <AppShell
      header={{ height: 56 }}
      {...(manages
        ? {
            navbar: {
              width: 232,
              breakpoint: 'md',
              collapsed: { mobile: !opened, desktop: isReading && !opened },
            },
          }
        : {})}
    >
      <a className="skip-link" href="#main">
        {t('navigation.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {manages && (
              <Burger
                opened={opened}
                onClick={toggle}
                size="sm"
                aria-label={t('navigation.menu')}
                aria-expanded={opened}
                {...(isReading ? {} : { hiddenFrom: 'md' })}
              />
            )}
            <Link to="/" className={classes.brand}>
              <img src="/favicon.svg" alt="" width={28} height={28} />
              <Text fw={650} fz="lg" component="span">
                Lectern
              </Text>
            </Link>
          </Group>
          <AccountMenu me={me} />
        </Group>
      </AppShell.Header>
      {manages && (
        <AppShell.Navbar p="xs" component="nav" aria-label={t('navigation.menu')}>
          <Navigation role={me.role} />
        </AppShell.Navbar>
      )}
      <AppShell.Main id="main" tabIndex={-1}>
        <OfflineNotice />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function useSignInWhenEnded(ended: boolean): void {
  const navigate = useNavigate();
  const href = useRouterState({ select: (state) => state.location.href });
  useEffect(() => {
    if (ended) void navigate({ to: '/sign-in', search: { next: href }, replace: true });
  }, [ended, href, navigate]);
}
