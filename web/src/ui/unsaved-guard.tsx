import { useBlocker } from '@tanstack/react-router';
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../lib/saving/changes-of.ts';
import { Question } from './question.tsx';

interface Guarded {
  readonly note: (form: string, labels: ReadonlyArray<string>) => void;
  /** Goes at once, or after a question when something is not saved. */
  readonly leave: (go: () => void) => void;
}

const GuardContext = createContext<Guarded | undefined>(undefined);

/** Asks before what somebody has changed in the forms of a page, a tab or a dialog is lost, and names it. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, ReadonlyArray<string>>>(new Map());
  const [going, setGoing] = useState<() => void>();
  const labels = [...unsaved.values()].flat();
  const isUnsaved = labels.length > 0;

  const { status, proceed, reset } = useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
    shouldBlockFn: leavesForms,
  });

  const note = useCallback<Guarded['note']>((form, now) => {
    setUnsaved((before) => {
      if (now.length === 0 && !before.has(form)) return before;
      const after = new Map(before);
      if (now.length > 0) after.set(form, now);
      else after.delete(form);
      return after;
    });
  }, []);
  const guarded = useMemo<Guarded>(
    () => ({ note, leave: (go) => (isUnsaved ? setGoing(() => go) : go()) }),
    [note, isUnsaved],
  );

  function answer(isYes: boolean) {
    setGoing(undefined);
    if (isYes) going?.();
    if (isYes) proceed?.();
    else reset?.();
  }

  return (
    <GuardContext value={guarded}>
      {children}
      <Question
        opened={going !== undefined || status === 'blocked'}
        title={t('unsaved.title')}
        noLabel={t('unsaved.keep')}
        yesLabel={t('unsaved.discard')}
        onAnswer={answer}
      >
        {t('unsaved.text', { list: new Intl.ListFormat(i18n.language).format(labels) })}
      </Question>
    </GuardContext>
  );
}

interface Place {
  readonly pathname: string;
  readonly search: unknown;
}

/** The search has the tab. What else is in an address leaves the page as it is. */
const leavesForms = ({ current, next }: { current: Place; next: Place }): boolean =>
  current.pathname !== next.pathname || JSON.stringify(current.search) !== JSON.stringify(next.search);

/** @param labels of the fields of a form that would be lost; empty for one that is saved, unchanged or empty */
export function useUnsaved(labels: ReadonlyArray<string>): void {
  const note = use(GuardContext)?.note;
  const form = useId();
  const list = JSON.stringify(labels);
  // Not a moment after the change: Escape may be the next key.
  useLayoutEffect(() => {
    note?.(form, JSON.parse(list));
    return () => note?.(form, []);
  }, [note, form, list]);
}

/** The same for a form that makes something new, which begins as it is proposed. What is being sent is not lost. */
export function useUnsavedProposal<Fields extends object>(
  form: { readonly values: Fields; readonly getInitialValues: () => Fields },
  fields: { readonly [Name in keyof Fields]: { readonly label: string } },
  sending: { readonly isPending: boolean },
): void {
  const changes = changesOf(form.getInitialValues(), form.values) ?? {};
  const names = Object.keys(changes) as unknown as ReadonlyArray<keyof Fields>;
  useUnsaved(sending.isPending ? [] : names.map((name) => fields[name].label));
}

/** Leaves the forms of the guard around it, as closing a dialog does. */
export function useLeave(): Guarded['leave'] {
  return use(GuardContext)?.leave ?? ((go) => go());
}
