import { ScrollArea, Text } from '@mantine/core';
import {
  IconApi,
  IconBooks,
  IconCertificate,
  IconFileText,
  IconGauge,
  IconKey,
  IconServer,
  IconTrophy,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Me } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';

const own = [{ to: '/', label: 'navigation.tasks', icon: IconBooks }] as const;
const manage = [
  { to: '/manage/tasks', label: 'navigation.manageTasks', icon: IconFileText },
  { to: '/manage/contests', label: 'navigation.contests', icon: IconTrophy },
  { to: '/manage/groups', label: 'navigation.groups', icon: IconUsersGroup },
] as const;
const admin = [
  { to: '/admin/accounts', label: 'navigation.accounts', icon: IconUsers },
  { to: '/admin/import', label: 'navigation.import', icon: IconUserPlus },
  { to: '/admin/issued-urls', label: 'navigation.issuedUrls', icon: IconCertificate },
  { to: '/admin/keys', label: 'navigation.keys', icon: IconKey },
  { to: '/admin/api-keys', label: 'navigation.apiKeys', icon: IconApi },
  { to: '/admin/storage', label: 'navigation.storage', icon: IconServer },
  { to: '/admin/metrics', label: 'navigation.metrics', icon: IconGauge },
] as const;

/** The parts of the app that a role has. */
export function Navigation({ role }: { role: Me['role'] }) {
  const { t } = useTranslation();
  return (
    <ScrollArea>
      <Links links={own} />
      <SectionTitle>{t('navigation.manage')}</SectionTitle>
      <Links links={manage} />
      {role === 'admin' && (
        <>
          <SectionTitle>{t('navigation.administration')}</SectionTitle>
          <Links links={admin} />
        </>
      )}
    </ScrollArea>
  );
}

type LinkList = typeof own | typeof manage | typeof admin;

function Links({ links }: { links: LinkList }) {
  const { t } = useTranslation();
  return links.map(({ to, label, icon: Icon }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === '/' }} className={classes.link}>
      <Icon size={18} aria-hidden />
      {t(label)}
    </Link>
  ));
}

function SectionTitle({ children }: { children: string }) {
  return (
    <Text size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4}>
      {children}
    </Text>
  );
}
