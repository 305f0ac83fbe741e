import '@mantine/spotlight/styles.css';
import { Kbd, Table, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionNames, readerActions } from '../../features/reader/viewer/reader-actions.ts';
import { ownContestsQuery, ownGroupsQuery } from '../../features/schedule/memberships.ts';
import { chooseLanguage, languages } from '../../lib/i18n/i18n.ts';
import { read } from '../../lib/server/resource.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconFileText, IconSearch, IconTrophy, IconUsersGroup } from '../../ui/icons.ts';
import { languageNames } from '../../ui/language-select.tsx';
import { pagesFor } from './navigation.tsx';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Opens the dialog for a new task or contest on its page. */
    creates?: boolean | undefined;
  }
}

export interface OpenedFinderProps {
  readonly role: Schemas.Me['role'];
  readonly opened: 'find' | 'shortcuts' | undefined;
  readonly onChange: (opened: OpenedFinderProps['opened']) => void;
}

const limit = 8;

export function OpenedFinder({ role, opened, onChange }: OpenedFinderProps) {
  const { t } = useTranslation();
  const close = () => onChange(undefined);
  const [text, setText] = useState('');
  useEffect(() => {
    if (opened === 'find') spotlight.open();
  }, [opened]);
  const actions = useActions(role, text);
  /** Enter opens the first result if the arrow keys have chosen none. */
  const openFirst = ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
    const dialog = currentTarget.closest('[role=dialog]');
    if (key !== 'Enter' || dialog?.querySelector('[data-selected]')) return;
    dialog?.querySelector<HTMLElement>('[data-action]')?.click();
  };
  return (
    <>
      <Spotlight
        onSpotlightClose={close}
        shortcut={null}
        query={text}
        onQueryChange={setText}
        actions={[...actions]}
        filter={(_, actions) => actions}
        nothingFound={t('select.nothing')}
        scrollable
        attributes={{ content: { 'aria-label': t('finder.title') } }}
        searchProps={{
          'aria-label': t('finder.title'),
          placeholder: t('finder.placeholder'),
          onKeyDown: openFirst,
          leftSection: <IconSearch size={20} />,
        }}
      />
      <Dialog opened={opened === 'shortcuts'} onClose={close} title={t('shortcuts.title')}>
        <Shortcuts />
      </Dialog>
    </>
  );
}

/** What matches the text, by kind. Tasks are found by the server; there may be thousands. */
function useActions(role: OpenedFinderProps['role'], text: string) {
  const { t, i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const manages = role !== 'student';
  const query = { limit, ...(wanted && { text: wanted }) };
  const managed = useQuery({
    ...read('/api/v1/managed-tasks', { query: { ...query, sort: 'updated' } }),
    enabled: manages,
    placeholderData: keepPreviousData,
  });
  const readable = useQuery({
    ...read('/api/v1/tasks', { query }),
    enabled: !manages,
    placeholderData: keepPreviousData,
  });
  const contests = useQuery(ownContestsQuery).data ?? [];
  const groups = useQuery(ownGroupsQuery).data ?? [];
  const isFound = ({ label }: { label: string }) => label.toLowerCase().includes(text.trim().toLowerCase());
  const go = (to: string, params: object = {}, search: object = {}) => ({
    onClick: () => void navigate({ to, params, search } as never),
  });
  const tasks = (manages ? managed : readable).data?.items ?? [];
  const create = (to: string) => () => void navigate({ to, state: { creates: true } } as never);
  const commands = [
    ...(manages
      ? [
          { id: 'new-task', label: t('finder.newTask'), onClick: create('/manage/tasks') },
          { id: 'new-contest', label: t('finder.newContest'), onClick: create('/manage/contests') },
        ]
      : []),
    { id: 'account', label: t('account.title'), ...go('/account') },
    ...languages
      .filter((language) => language !== i18n.language)
      .map((language) => ({
        id: language,
        label: `${t('account.language')}: ${languageNames[language]}`,
        onClick: () => void chooseLanguage(language),
      })),
    ...(['auto', 'light', 'dark'] as const).map((scheme) => ({
      id: scheme,
      label: `${t('account.colorScheme')}: ${t(`account.scheme.${scheme}`)}`,
      onClick: () => setColorScheme(scheme),
    })),
  ];
  const actions: ReadonlyArray<SpotlightActionGroupData> = [
    {
      group: t('navigation.tasks'),
      actions: tasks.map(({ taskId, title }) => ({
        id: taskId,
        label: title,
        leftSection: <IconFileText size={18} />,
        ...go(manages ? '/manage/tasks/$taskId' : '/tasks/$taskId', { taskId }),
      })),
    },
    {
      group: t('navigation.contests'),
      actions: contests
        .map(({ contestId, name, yourRole }) => ({
          id: contestId,
          label: name,
          leftSection: <IconTrophy size={18} />,
          ...go(yourRole === 'staff' ? '/manage/contests/$contestId' : '/contests/$contestId', { contestId }),
        }))
        .filter(isFound)
        .slice(0, limit),
    },
    {
      group: t('navigation.groups'),
      actions: groups
        .map(({ groupId, name, yourRole }) => ({
          id: groupId,
          label: name,
          leftSection: <IconUsersGroup size={18} />,
          ...(yourRole === 'staff'
            ? go('/manage/groups/$groupId', { groupId })
            : go('/', {}, { group: groupId })),
        }))
        .filter(isFound)
        .slice(0, limit),
    },
    {
      group: t('finder.pages'),
      actions: pagesFor(role)
        .map(({ to, label, icon: Icon }) => ({
          id: to,
          label: t(label),
          leftSection: <Icon size={18} />,
          ...go(to),
        }))
        .filter(isFound),
    },
    { group: t('finder.actions'), actions: commands.filter(isFound) },
  ];
  return actions.filter((each) => each.actions.length > 0);
}

function Shortcuts() {
  const { t } = useTranslation(['reader', 'shell']);
  const withKeys = actionNames.map((name) => [t(`toolbar.${name}`), readerActions[name].keys] as const);
  return (
    <>
      <Keys
        rows={[
          [t('shell:finder.title'), ['Ctrl+K']],
          [t('shell:shortcuts.help'), ['?']],
        ]}
      />
      <Keys title={t('shell:shortcuts.statement')} rows={withKeys.filter(([, keys]) => keys.length > 0)} />
    </>
  );
}

interface KeysProps {
  readonly title?: string;
  /** Actions, each with the keys that do it. */
  readonly rows: ReadonlyArray<readonly [string, ReadonlyArray<string>]>;
}

function Keys({ title, rows }: KeysProps) {
  return (
    <Table captionSide="top">
      {title && <Table.Caption ta="start">{title}</Table.Caption>}
      <Table.Tbody>
        {rows.map(([name, keys]) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="end">
              <Kbd>{keys.join(' ')}</Kbd>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
