import { Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { Activity, type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyError } from '../../lib/format/notify.ts';
import { loadPart } from '../../lib/load-part.ts';
import { meQuery } from '../../lib/server/session.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { Brand } from '../../ui/brand.tsx';
import { OfflineNotice } from '../../ui/offline-notice.tsx';
import { HasManual, HeaderSlot } from '../../ui/page.tsx';
import { PagePending } from '../../ui/pending.tsx';
import { AccountButton, type AccountMenuProps } from './account-button.tsx';
import { Finder } from './finder.tsx';
import { Navigation } from './navigation.tsx';
import { PageAnnouncer } from './page-announcer.tsx';
import classes from './shell.module.css';
import type { SignInAgainProps } from './sign-in-again.tsx';

/** Class with which react-remove-scroll keeps the header in place when a dialog hides the scroll bar. */
const keepsPlace = 'right-scroll-bar-position';

/** Header, navigation for teachers and admins, and the page. Mantine's `AppShell` would add far more code to the first page's script. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const now = useQuery(meQuery).data;
  // After the session has expired, the page stays, with unsaved input, until the user has signed in again.
  const [me, setMe] = useState<Schemas.Me>();
  const [isLeaving, setIsLeaving] = useState(false);
  const [slot, setSlot] = useState<Element | null>(null);
  if (now && now !== me) setMe(now);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // Statements need the full width, and all bandwidth.
  const isReading = path.startsWith('/tasks/');
  const hasManual = useQuery({ ...settingsQuery, enabled: !isReading }).data?.hasManual;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(close, [path]);
  if (!me) return null;
  const manages = me.role !== 'student';

  return (
    <HasManual value={hasManual}>
      <div className={classes.shell} data-manages={manages} data-reading={isReading} data-opened={opened}>
        <a className="skip-link" href="#main">
          {t('navigation.skip')}
        </a>
        <header className={`${classes.header} ${keepsPlace}`} data-shell="header">
          <div className={classes.own}>
            {manages && (
              <Burger
                opened={opened}
                onClick={toggle}
                size="sm"
                lineSize={2}
                className={classes.burger}
                aria-label={t('navigation.menu')}
                aria-expanded={opened}
                aria-controls="navigation"
                {...(isReading ? {} : { hiddenFrom: 'md' })}
              />
            )}
            <Link to="/" className={classes.brand}>
              <Brand />
            </Link>
          </div>
          <div ref={setSlot} className={classes.slot} />
          <div className={classes.own}>
            <Finder role={me.role} />
            <AccountMenu me={me} onLeaving={setIsLeaving} />
          </div>
        </header>
        {manages && (
          <nav
            id="navigation"
            className={classes.navigation}
            aria-label={t('navigation.menu')}
            onKeyDown={(event) => event.key === 'Escape' && close()}
          >
            <Navigation role={me.role} />
          </nav>
        )}
        <main id="main" tabIndex={-1} className={classes.main}>
          <OfflineNotice />
          {/* A page that is being left sends no requests that would be refused, and is still there if signing out fails. */}
          <Activity mode={isLeaving ? 'hidden' : 'visible'}>
            <HeaderSlot value={slot}>
              <Outlet />
            </HeaderSlot>
          </Activity>
          {isLeaving && <PagePending />}
        </main>
        <PageAnnouncer />
        {now === null && !isLeaving && <EndedSession person={me} />}
      </div>
    </HasManual>
  );
}

const loadMenu = () => loadPart(() => import('./opened-account-menu.tsx'));

/** The menu's code would be a tenth of the first page's script, so it is loaded on first use. */
function AccountMenu(props: AccountMenuProps) {
  const [Opened, setOpened] = useState<ComponentType<AccountMenuProps>>();
  if (Opened) return <Opened {...props} />;
  const warm = () => void loadMenu().catch(() => {}); // errors are shown when the menu is opened
  const open = () =>
    void loadMenu().then(({ OpenedAccountMenu }) => setOpened(() => OpenedAccountMenu), notifyError);
  return (
    <AccountButton
      me={props.me}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={warm}
      onFocus={warm}
      onClick={open}
    />
  );
}

/**
 * Asks users whose session has expired to sign in again: in a dialog if they can use a password, otherwise on the sign-in page, which
 * brings them back.
 */
function EndedSession({ person: { email } }: { person: Schemas.Me }) {
  const router = useRouter();
  const settings = useQuery(settingsQuery);
  const [SignInAgain, setSignInAgain] = useState<ComponentType<SignInAgainProps>>();
  const [isOnOtherPage, setOnOtherPage] = useState(false);
  const mayAsk = email !== null && settings.data?.passwordSignIn === 'on' && !isOnOtherPage;
  const leaves = !settings.isPending && !mayAsk;
  useEffect(() => {
    const { href } = router.latestLocation;
    if (leaves)
      void router.navigate({ to: '/sign-in', search: { next: href }, replace: true, ignoreBlocker: true });
  }, [leaves, router]);
  useEffect(() => {
    if (mayAsk)
      import('./sign-in-again.tsx').then(
        (file) => setSignInAgain(() => file.SignInAgain),
        () => setOnOtherPage(true),
      );
  }, [mayAsk]);
  return mayAsk && SignInAgain && <SignInAgain email={email} onSomebodyElse={() => setOnOtherPage(true)} />;
}
