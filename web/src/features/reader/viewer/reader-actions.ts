import type { OpenDocument } from 'lectern-client';
import type { Icon } from '../../../ui/icon.tsx';
import { IconChevronDown } from '../../../ui/icons.ts';
import {
  IconChevronUp,
  IconDownload,
  IconExternalLink,
  IconFileSearch,
  IconLayoutSidebar,
  IconMinus,
  IconPlus,
  IconPrinter,
  IconRotateClockwise,
  IconSparkles,
} from '../../../ui/page-icons.ts';
import type { Reading, ReadingState } from './reading.ts';
import type { FileActions } from './use-file-actions.ts';

interface ReaderAction {
  readonly icon: Icon;
  /** Where its button is: in the bar, in the bar if there is room and else in the menu, in the menu, or nowhere. */
  readonly place: 'bar' | 'wide' | 'menu' | 'none';
  /** Those with Ctrl work anywhere in the reader, single letters only while the pages have the focus (WCAG 2.1.4). */
  readonly keys: ReadonlyArray<string>;
}

/**
 * The actions of the reader, named as their texts. Toolbar, menu, shortcuts and the list of shortcuts are made of this table. Arrows,
 * Page Up, Page Down, Home and End scroll as usual.
 */
export const readerActions = {
  panel: { icon: IconLayoutSidebar, place: 'wide', keys: [] },
  previous: { icon: IconChevronUp, place: 'menu', keys: ['p'] },
  next: { icon: IconChevronDown, place: 'menu', keys: ['n'] },
  zoomOut: { icon: IconMinus, place: 'wide', keys: ['-'] },
  zoomIn: { icon: IconPlus, place: 'wide', keys: ['+', '='] },
  fit: { icon: IconSparkles, place: 'none', keys: ['0'] },
  rotate: { icon: IconRotateClockwise, place: 'menu', keys: ['r'] },
  find: { icon: IconFileSearch, place: 'bar', keys: ['Ctrl+F'] },
  print: { icon: IconPrinter, place: 'menu', keys: ['Ctrl+P'] },
  download: { icon: IconDownload, place: 'wide', keys: [] },
  newTab: { icon: IconExternalLink, place: 'menu', keys: [] },
} as const satisfies Readonly<Record<string, ReaderAction>>;

export type ActionName = keyof typeof readerActions;
export const actionNames = Object.keys(readerActions) as ReadonlyArray<ActionName>;

interface Command {
  readonly run: () => void;
  readonly isDisabled?: boolean;
  /** For toggles. */
  readonly isPressed?: boolean;
}

export type Commands = Readonly<Record<ActionName, Command>>;

export interface ToolsProps {
  readonly document: OpenDocument;
  readonly state: ReadingState;
  readonly reading: Reading | undefined;
  readonly commands: Commands;
  /** Whether tools that don't fit go into the menu. */
  readonly isNarrow: boolean;
}

interface Context {
  readonly reading: Reading | undefined;
  readonly state: ReadingState;
  readonly files: FileActions;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly onFind: () => void;
}

/** What the actions do to an open statement. */
export function commandsOf({ reading, state, files, isPanelOpen, onPanel, onFind }: Context): Commands {
  const isDisabled = !reading;
  const isBusy = files.job !== undefined;
  return {
    panel: { run: onPanel, isDisabled, isPressed: isPanelOpen },
    previous: { run: () => reading?.turn(-1), isDisabled: state.page <= 1 },
    next: { run: () => reading?.turn(1), isDisabled: state.page >= state.pages },
    zoomOut: { run: () => reading?.zoomBy(-1), isDisabled },
    zoomIn: { run: () => reading?.zoomBy(1), isDisabled },
    fit: { run: () => reading?.zoomTo('auto') },
    rotate: { run: () => reading?.rotate(), isDisabled },
    find: { run: onFind, isDisabled },
    print: { run: files.print, isDisabled: isDisabled || isBusy },
    download: { run: files.download, isDisabled: isBusy },
    newTab: { run: files.openInNewTab, isDisabled: isBusy },
  };
}
