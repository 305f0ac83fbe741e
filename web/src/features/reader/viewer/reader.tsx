import { useMediaQuery } from '@mantine/hooks';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../../../lib/embedding.ts';
import { FindBar } from './find-bar.tsx';
import { Notices } from './notices.tsx';
import type { OpenedDocument } from './opened-document.ts';
import type { Position } from './positions.ts';
import './pdf-layers.css';
import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useFormat } from '../../../lib/format/format.ts';
import { isApiError } from '../../../lib/is-api-error.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { IconFileAlert } from '../../../ui/page-icons.ts';
import { InHeader } from './in-header.tsx';
import classes from './reader.module.css';
import { actionNames, type Commands, commandsOf, readerActions } from './reader-actions.ts';
import { PaperSkeleton } from './reader-skeleton.tsx';
import { SidePanel } from './side-panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useCurrent } from './use-current.ts';
import { useFileActions } from './use-file-actions.ts';
import { useReading } from './use-reading.ts';
import { useTellPlatform } from './use-tell-platform.ts';

interface ReaderProps {
  readonly opened: OpenedDocument;
  /** Where to start, if not at this version's last position. */
  readonly start: Position | undefined;
  /** Whether the page learns of changes through its contest. */
  readonly isLive: boolean;
  readonly isReloading: boolean;
  readonly onPainted: (() => void) | undefined;
  /** Reopens the task at the same position. */
  readonly onReload: (position: Position | undefined) => void;
}

/** An open statement: heading, tools and pages. */
export function Reader({ opened, start, isLive, isReloading, onPainted, onReload }: ReaderProps) {
  const { document, isChangedSinceSealed } = opened;
  const { t } = useTranslation('reader');
  const container = useRef<HTMLDivElement>(null);
  const viewer = useRef<HTMLDivElement>(null);
  const { state, reading, openAgain } = useReading(opened, { container, viewer }, start);
  // Another version may follow a new one, or access may end.
  const isReplaced = isApiError(state.problem, 'document-changed');
  const { change, validUntil } = useCurrent(document, {
    isLive,
    isEnded: state.problem !== undefined && !isReplaced,
  });
  const problem = isReplaced ? (change ?? state.problem) : (state.problem ?? change);
  const isRefused = problem !== undefined && !isApiError(problem, 'document-changed');
  useTellPlatform(problem);
  const files = useFileActions(document, reading, state.pages);
  const isNarrow = useMediaQuery('(max-width: 47.99em)', matchMedia('(max-width: 47.99em)').matches, {
    getInitialValueInEffect: false,
  });
  const [isFinding, setIsFinding] = useState(false);
  const [isPanelOpen, setIsPanelOpen] = useState(false);
  const closeFind = () => {
    setIsFinding(false);
    reading?.endFind();
    reading?.focus();
  };
  const commands = commandsOf({
    ...{ reading, state, files, isPanelOpen },
    onPanel: () => setIsPanelOpen((before) => !before),
    onFind() {
      setIsFinding(true);
      window.document.querySelector<HTMLInputElement>('#reader-find')?.select();
    },
  });
  useShortcuts(container, reading !== undefined, commands);

  useEffect(() => {
    reading?.labelPages((number) => t('pages.page', { number }));
  }, [reading, t]);
  useEffect(() => {
    // After navigating within the app, the focus is on the page as a whole.
    const isOnPage = window.document.activeElement?.matches('body, #main') ?? true;
    // In a frame, the user may be typing in the parent page.
    if (reading && isOnPage && (!isEmbedded || window.document.hasFocus())) reading.focus();
  }, [reading]);

  const tellPainted = useEffectEvent(() => onPainted?.());
  const isPainted = state.phase === 'painted';
  useEffect(() => {
    if (isPainted) tellPainted();
  }, [isPainted]);

  const isBroken = state.phase === 'opening' && state.problem !== undefined;
  return (
    <div className={classes.reader}>
      <InHeader>
        <div className={classes.bar} data-bar="reader">
          <Heading title={document.title} validUntil={isRefused ? null : validUntil} />
          <Toolbar {...{ document, state, reading, commands, isNarrow }} />
        </div>
      </InHeader>
      <div className={classes.body}>
        <SidePanel
          {...{ state, reading, isNarrow }}
          isOpen={isPanelOpen}
          onClose={() => setIsPanelOpen(false)}
        />
        <div className={classes.stage}>
          {isFinding && <FindBar reading={reading} outcome={state.find} onClose={closeFind} />}
          {/* biome-ignore lint/a11y/useSemanticElements: pdf.js accepts only a div */}
          <div
            ref={container}
            className={classes.pages}
            role="region"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            tabIndex={0}
            aria-label={t('pages.label', { title: document.title })}
          >
            <div ref={viewer} className="pdfViewer" />
          </div>
          {!isPainted && !isBroken && <PaperSkeleton />}
          {isBroken ? (
            <Broken problem={state.problem} onRetry={openAgain} />
          ) : (
            <Notices
              {...{ document, reading, isReloading, isChangedSinceSealed }}
              problem={problem}
              isWaiting={state.isWaiting}
              job={files.job}
              onReload={() => onReload(reading?.position())}
            />
          )}
        </div>
      </div>
    </div>
  );
}

/** Replaces the pages if not even the first can be shown. */
function Broken({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['reader', 'shell']);
  if (isApiError(problem)) {
    return (
      <Container size="sm" py="xl">
        <ErrorNotice error={problem} onRetry={onRetry} />
      </Container>
    );
  }
  const name = problem instanceof Error ? problem.name : '';
  const kind =
    name === 'PasswordException' ? 'password' : name === 'InvalidPDFException' ? 'corrupt' : 'unknown';
  return (
    <Container size="sm" py="xl">
      <Alert color="red" role="alert" icon={<IconFileAlert />} title={t(`broken.${kind}.title`)}>
        <Stack gap="sm">
          <Text size="sm">{t(`broken.${kind}.text`)}</Text>
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('shell:action.retry')}
            </Button>
          </Group>
        </Stack>
      </Alert>
    </Container>
  );
}

interface HeadingProps {
  readonly title: string;
  /** When the access ends, as last known; null for never, or if it has ended. */
  readonly validUntil: string | null;
}

function Heading({ title, validUntil }: HeadingProps) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  usePageTitle(title);
  return (
    <div className={classes.heading}>
      <Title order={1} className={classes.title} title={title}>
        {title}
      </Title>
      {validUntil !== null && (
        <div className={classes.fact}>{t('heading.openUntil', { time: format.dateTime(validUntil) })}</div>
      )}
    </div>
  );
}

/** Runs the actions by their keys, once a statement is open. */
function useShortcuts(pages: RefObject<HTMLDivElement | null>, isOpen: boolean, commands: Commands): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (!isOpen || event.defaultPrevented || altKey) return;
    const isControl = ctrlKey || metaKey;
    if (isControl ? shiftKey : !pages.current?.contains(target as Node)) return;
    const pressed = isControl ? `Ctrl+${key.toUpperCase()}` : key;
    const name = actionNames.find((each) =>
      (readerActions[each].keys as ReadonlyArray<string>).includes(pressed),
    );
    if (!name) return;
    event.preventDefault();
    if (!commands[name].isDisabled) commands[name].run();
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
