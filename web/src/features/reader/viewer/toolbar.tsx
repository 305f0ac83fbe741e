import type { OpenDocument } from 'lectern-client';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronDown, IconSearch } from '../../../ui/icons.ts';
import {
  IconChevronUp,
  IconDownload,
  IconExternalLink,
  IconLayoutSidebar,
  IconMinus,
  IconPlus,
  IconPrinter,
  IconRotateClockwise,
} from '../../../ui/later-icons.ts';
import { LazyFilesMenu } from '../files/lazy-files.ts';
import { DocumentLanguage } from './document-language.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PageField } from './page-field.tsx';
import classes from './reader.module.css';
import type { Reading, ReadingState } from './reading.ts';
import { ToolButton } from './tool-button.tsx';
import type { FileActions } from './use-file-actions.ts';
import { ZoomMenu } from './zoom-menu.tsx';

interface ToolbarProps {
  readonly document: OpenDocument;
  readonly state: ReadingState;
  readonly reading: Reading | undefined;
  readonly files: FileActions;
  /** Whether tools that don't fit go into a menu. */
  readonly isNarrow: boolean;
  readonly isFinding: boolean;
  readonly isPanelOpen: boolean;
  readonly onFind: () => void;
  readonly onPanel: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { document, state, reading, files, isNarrow, isFinding, isPanelOpen, onFind, onPanel } = props;
  const { t } = useTranslation('reader');
  const isDisabled = !reading;
  return (
    <section className={classes.toolbar} aria-label={t('toolbar.label')}>
      <ToolButton
        label={t('toolbar.panel')}
        icon={IconLayoutSidebar}
        isPressed={isPanelOpen}
        onClick={onPanel}
        isDisabled={isDisabled}
      />
      {!isNarrow && (
        <>
          <ToolButton
            label={t('toolbar.previous')}
            icon={IconChevronUp}
            isDisabled={isDisabled || state.page <= 1}
            onClick={() => reading?.turn(-1)}
          />
          <ToolButton
            label={t('toolbar.next')}
            icon={IconChevronDown}
            isDisabled={isDisabled || state.page >= state.pages}
            onClick={() => reading?.turn(1)}
          />
        </>
      )}
      <PageField page={state.page} pages={state.pages} onGo={(number) => reading?.goToPage(number)} />
      {!isNarrow && (
        <>
          <span className={classes.separator} />
          <ToolButton
            label={t('toolbar.zoomOut')}
            icon={IconMinus}
            isDisabled={isDisabled}
            onClick={() => reading?.zoomBy(-1)}
          />
          <ZoomMenu state={state} reading={reading} />
          <ToolButton
            label={t('toolbar.zoomIn')}
            icon={IconPlus}
            isDisabled={isDisabled}
            onClick={() => reading?.zoomBy(1)}
          />
          <ToolButton
            label={t('toolbar.rotate')}
            icon={IconRotateClockwise}
            isDisabled={isDisabled}
            onClick={() => reading?.rotate()}
          />
          <span className={classes.spacer} />
          <DocumentLanguage document={document} />
          {document.attachments && (
            <Suspense>
              <LazyFilesMenu taskId={document.taskId} />
            </Suspense>
          )}
        </>
      )}
      <ToolButton
        label={t('toolbar.find')}
        icon={IconSearch}
        isPressed={isFinding}
        isDisabled={isDisabled}
        onClick={onFind}
      />
      {isNarrow ? (
        <MoreMenu {...{ document, state, reading, files }} />
      ) : (
        <>
          <ToolButton
            label={t('toolbar.print')}
            icon={IconPrinter}
            isDisabled={isDisabled || files.job !== undefined}
            onClick={files.print}
          />
          <ToolButton
            label={t('toolbar.download')}
            icon={IconDownload}
            isDisabled={files.job !== undefined}
            onClick={files.download}
          />
          <ToolButton
            label={t('toolbar.newTab')}
            icon={IconExternalLink}
            isDisabled={files.job !== undefined}
            onClick={files.openInNewTab}
          />
        </>
      )}
    </section>
  );
}
