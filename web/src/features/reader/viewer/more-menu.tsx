import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronDown } from '../../../ui/icons.ts';
import {
  IconChevronUp,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconMinus,
  IconPlus,
  IconPrinter,
  IconRotateClockwise,
  IconSettings,
} from '../../../ui/later-icons.ts';
import { ToolMenu } from '../../../ui/tool-menu.tsx';
import { LazyFileItems } from '../files/lazy-files.ts';
import { DocumentLanguageItems } from './document-language.tsx';
import { useFacts, useManages } from './heading.tsx';
import { usePercent } from './percent.ts';
import type { Reading, ReadingState } from './reading.ts';
import type { FileActions } from './use-file-actions.ts';
import { FitItems } from './zoom-menu.tsx';

interface MoreMenuProps {
  readonly document: OpenDocument;
  readonly state: ReadingState;
  readonly reading: Reading | undefined;
  readonly files: FileActions;
}

/** Tools and facts that don't fit next to the title on narrow screens. */
export function MoreMenu({ document, state, reading, files }: MoreMenuProps) {
  const { t } = useTranslation('reader');
  const percent = usePercent();
  const icon = { size: 16, 'aria-hidden': true } as const;
  const isBusy = files.job !== undefined;
  const facts = useFacts(document);
  const manages = useManages(document);
  return (
    <ToolMenu label={t('toolbar.more')} icon={<IconDots size={20} />} width={240}>
      <Menu.Item
        leftSection={<IconChevronUp {...icon} />}
        disabled={state.page <= 1}
        onClick={() => reading?.turn(-1)}
      >
        {t('toolbar.previous')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconChevronDown {...icon} />}
        disabled={state.page >= state.pages}
        onClick={() => reading?.turn(1)}
      >
        {t('toolbar.next')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Label>{t('toolbar.zoom', { percent: percent(state.percent) })}</Menu.Label>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconPlus {...icon} />}
        onClick={() => reading?.zoomBy(1)}
      >
        {t('toolbar.zoomIn')}
      </Menu.Item>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<IconMinus {...icon} />}
        onClick={() => reading?.zoomBy(-1)}
      >
        {t('toolbar.zoomOut')}
      </Menu.Item>
      <FitItems state={state} reading={reading} />
      <Menu.Item leftSection={<IconRotateClockwise {...icon} />} onClick={() => reading?.rotate()}>
        {t('toolbar.rotate')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconPrinter {...icon} />} disabled={!reading || isBusy} onClick={files.print}>
        {t('toolbar.print')}
      </Menu.Item>
      <Menu.Item leftSection={<IconDownload {...icon} />} disabled={isBusy} onClick={files.download}>
        {t('toolbar.download')}
      </Menu.Item>
      <Menu.Item leftSection={<IconExternalLink {...icon} />} disabled={isBusy} onClick={files.openInNewTab}>
        {t('toolbar.newTab')}
      </Menu.Item>
      {manages && (
        <Menu.Item
          component={Link}
          to="/manage/tasks/$taskId"
          params={{ taskId: document.taskId } as never}
          leftSection={<IconSettings {...icon} />}
        >
          {t('heading.manage')}
        </Menu.Item>
      )}
      {document.attachments && (
        <>
          <Menu.Divider />
          <Menu.Label>{t('files.label')}</Menu.Label>
          <Suspense>
            <LazyFileItems taskId={document.taskId} />
          </Suspense>
        </>
      )}
      <DocumentLanguageItems document={document} />
      <Menu.Divider />
      {facts.map((fact) => (
        <Menu.Label key={fact}>{fact}</Menu.Label>
      ))}
    </ToolMenu>
  );
}
