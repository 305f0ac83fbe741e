import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { Reading } from './reading.ts';

interface Actions {
  readonly find: () => void;
  readonly print: () => void;
}

/**
 * Keyboard shortcuts of the reader. Those with Ctrl work anywhere in it; single letters only while the pages have the focus (WCAG 2.1.4).
 * Arrows, Page Up, Page Down, Home and End scroll as usual.
 */
export function useShortcuts(
  container: RefObject<HTMLDivElement | null>,
  reading: Reading | undefined,
  { find, print }: Actions,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!reading || event.defaultPrevented || event.altKey) return;
    const isInPages = container.current?.contains(event.target as Node) ?? false;
    const act =
      event.ctrlKey || event.metaKey ? withControl(event, find, print) : isInPages && plain(event, reading);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function withControl({ key, shiftKey }: KeyboardEvent, find: () => void, print: () => void) {
  if (shiftKey) return undefined;
  if (key === 'f') {
    return () => {
      find();
      document.querySelector<HTMLInputElement>('#reader-find')?.select();
    };
  }
  return key === 'p' ? print : undefined;
}

function plain({ key }: KeyboardEvent, reading: Reading): (() => void) | undefined {
  switch (key) {
    case '+':
    case '=':
      return () => reading.zoomBy(1);
    case '-':
      return () => reading.zoomBy(-1);
    case '0':
      return () => reading.zoomTo('auto');
    case 'n':
      return () => reading.turn(1);
    case 'p':
      return () => reading.turn(-1);
    case 'r':
      return () => reading.rotate();
    default:
      return undefined;
  }
}
