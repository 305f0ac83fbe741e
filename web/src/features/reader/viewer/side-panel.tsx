import { Drawer, ScrollArea, Tabs } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconLayoutGrid, IconListTree } from '../../../ui/page-icons.ts';
import { Outline } from './outline.tsx';
import classes from './reader.module.css';
import type { Reading, ReadingState } from './reading.ts';
import { Thumbnails } from './thumbnails.tsx';

interface SidePanelProps {
  readonly state: ReadingState;
  readonly reading: Reading | undefined;
  readonly isNarrow: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Thumbnails and outline next to the document, or above it on narrow screens. */
export function SidePanel({ state, reading, isNarrow, isOpen, onClose }: SidePanelProps) {
  const { t } = useTranslation(['reader', 'shell']);
  if (!reading) return null;
  if (!isNarrow) {
    if (!isOpen) return null;
    return (
      <aside className={classes.panel} aria-label={t('toolbar.panel')}>
        <Contents state={state} reading={reading} onGone={() => {}} />
      </aside>
    );
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size={300}
      lockScroll={false} // nothing behind it scrolls, and the lock is an inline style
      padding={0}
      title={t('toolbar.panel')}
      closeButtonProps={{ 'aria-label': t('shell:action.close') }}
      styles={{ header: { paddingInline: 16 }, body: { height: 'calc(100dvh - 60px)' } }}
    >
      <Contents state={state} reading={reading} onGone={onClose} />
    </Drawer>
  );
}

interface ContentsProps {
  readonly state: ReadingState;
  readonly reading: Reading;
  /** Called after choosing a page. */
  readonly onGone: () => void;
}

function Contents({ state, reading, onGone }: ContentsProps) {
  const { t } = useTranslation('reader');
  const [tab, setTab] = useState<string | null>('thumbnails');
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <Tabs
      value={tab}
      onChange={setTab}
      keepMounted={false}
      display="flex"
      h="100%"
      style={{ flexDirection: 'column' }}
    >
      <Tabs.List grow>
        <Tabs.Tab value="thumbnails" leftSection={<IconLayoutGrid size={16} />}>
          {t('panel.thumbnails')}
        </Tabs.Tab>
        <Tabs.Tab value="outline" leftSection={<IconListTree size={16} />}>
          {t('panel.outline')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value={tab ?? ''} style={{ flex: 1, minHeight: 0 }}>
        <ScrollArea h="100%" type="auto" viewportRef={scroller}>
          {tab === 'outline' ? (
            <Outline reading={reading} onGone={onGone} />
          ) : (
            <Thumbnails {...{ state, reading, scroller, onGone }} />
          )}
        </ScrollArea>
      </Tabs.Panel>
    </Tabs>
  );
}
