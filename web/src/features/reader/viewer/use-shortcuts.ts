import { type RefObject, useEffect, useEffectEvent } from 'react';
import { actionNames, type Commands, readerActions } from './reader-actions.ts';

/** Runs the actions by their keys, once a statement is open. */
export function useShortcuts(
  pages: RefObject<HTMLDivElement | null>,
  isOpen: boolean,
  commands: Commands,
): void {
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
