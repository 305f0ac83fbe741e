import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  IconApi,
  IconBook,
  IconCertificate,
  IconFileText,
  IconGauge,
  IconKey,
  IconRocket,
  IconTrophy,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '../../ui/icons.ts';
import classes from './navigation.module.css';

const own = [{ to: '/', label: 'navigation.home', icon: IconBook }] as const;
const manage = [
  { to: '/manage/tasks', label: 'navigation.tasks', icon: IconFileText },
  { to: '/manage/contests', label: 'navigation.contests', icon: IconTrophy },
  { to: '/manage/groups', label: 'navigation.groups', icon: IconUsersGroup },
] as const;
const admin = [
  { to: '/admin/accounts', label: 'navigation.accounts', icon: IconUsers },
  { to: '/admin/import', label: 'navigation.import', icon: IconUserPlus },
  { to: '/admin/issued-urls', label: 'navigation.issuedUrls', icon: IconCertificate },
  { to: '/admin/keys', label: 'navigation.keys', icon: IconKey },
  { to: '/admin/api-keys', label: 'navigation.apiKeys', icon: IconApi },
  { to: '/admin/webhooks', label: 'navigation.webhooks', icon: IconWebhook },
  { to: '/admin/health', label: 'navigation.health', icon: IconGauge },
  { to: '/admin/start', label: 'navigation.start', icon: IconRocket },
] as const;

/** The pages that a role may open. */
export const pagesFor = (role: Schemas.Me['role']) => [
  ...own,
  ...(role === 'student' ? [] : manage),
  ...(role === 'admin' ? admin : []),
];

/** Links to the parts of the app that a role may use. */
export function Navigation({ role }: { role: Schemas.Me['role'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Links links={own} />
      <Part title={t('navigation.manage')} links={manage} />
      {role === 'admin' && <Part title={t('navigation.administration')} links={admin} />}
    </>
  );
}

type LinkList = typeof own | typeof manage | typeof admin;

function Part({ title, links }: { title: string; links: LinkList }) {
  const id = useId();
  return (
    <>
      <Text id={id} size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4}>
        {title}
      </Text>
      <Links links={links} titleId={id} />
    </>
  );
}

function Links({ links, titleId }: { links: LinkList; titleId?: string }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.links} aria-labelledby={titleId}>
      {links.map(({ to, label, icon: Icon }) => (
        <li key={to}>
          <Link to={to} activeOptions={{ exact: to === '/' }} className={classes.link}>
            <Icon size={18} />
            {t(label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
