import { ActionIcon } from '@mantine/core';
import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyError } from '../../lib/format/notify.ts';
import { loadPart } from '../../lib/load-part.ts';
import { IconSearch } from '../../ui/icons.ts';
import type { OpenedFinderProps } from './opened-finder.tsx';

const loadFinder = () => loadPart(() => import('./opened-finder.tsx'));

/** Ctrl+K finds tasks, contests, groups, pages and actions; `?` shows the shortcuts. The code is loaded on first use. */
export function Finder({ role }: Pick<OpenedFinderProps, 'role'>) {
  const { t } = useTranslation();
  const [Opened, setOpened] = useState<ComponentType<OpenedFinderProps>>();
  const [opened, onChange] = useState<OpenedFinderProps['opened']>();
  const open = (what: OpenedFinderProps['opened']) => {
    onChange(what);
    if (!Opened) loadFinder().then(({ OpenedFinder }) => setOpened(() => OpenedFinder), notifyError);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, target } = event;
    const isTyping = target instanceof Element && target.matches('input, textarea, select');
    const what =
      (ctrlKey || metaKey) && key === 'k' ? 'find' : key === '?' && !isTyping ? 'shortcuts' : undefined;
    if (!what || event.defaultPrevented) return;
    event.preventDefault();
    open(what);
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('finder.title')}
        title="Ctrl+K"
        onClick={() => open('find')}
      >
        <IconSearch size={20} />
      </ActionIcon>
      {Opened && <Opened role={role} opened={opened} onChange={onChange} />}
    </>
  );
}
