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

interface Words {
  readonly title: string;
  readonly text: string;
  readonly no: string;
  readonly yes: string;
}

interface Unsaved {
  readonly labels: ReadonlyArray<string>;
  /** Replaces the question about unsaved changes; `text` names the labels. */
  readonly words?: Words;
}

interface Guarded {
  readonly note: (form: string, unsaved: Unsaved) => void;
  /** Leaves immediately, or after a question if something is unsaved. */
  readonly leave: (go: () => void) => void;
}

const GuardContext = createContext<Guarded | undefined>(undefined);

/** Asks before unsaved changes in the forms of a page, tab or dialog are lost, or a secret that is shown once, and names them. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, Unsaved>>(new Map());
  const [going, setGoing] = useState<() => void>();
  const labels = [...unsaved.values()].flatMap((each) => each.labels);
  const isUnsaved = labels.length > 0;
  const words = [...unsaved.values()].findLast((each) => each.words)?.words ?? {
    title: t('unsaved.title'),
    text: t('unsaved.text', { list: new Intl.ListFormat(i18n.language).format(labels) }),
    no: t('unsaved.keep'),
    yes: t('unsaved.discard'),
  };

  const { status, proceed, reset } = useBlocker({
    disabled: !isUnsaved,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
    shouldBlockFn: leavesForms,
  });

  const note = useCallback<Guarded['note']>((form, now) => {
    setUnsaved((before) => {
      if (now.labels.length === 0 && !before.has(form)) return before;
      const after = new Map(before);
      if (now.labels.length > 0) after.set(form, now);
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
        title={words.title}
        noLabel={words.no}
        yesLabel={words.yes}
        onAnswer={answer}
      >
        {words.text}
      </Question>
    </GuardContext>
  );
}

interface Place {
  readonly pathname: string;
  readonly search: unknown;
}

/** The search contains the tab. Other parts of the URL don't unmount forms. */
const leavesForms = ({ current, next }: { current: Place; next: Place }): boolean =>
  current.pathname !== next.pathname || JSON.stringify(current.search) !== JSON.stringify(next.search);

/** @param labels of the fields whose input would be lost; empty for a form that is saved, unchanged or empty */
export function useUnsaved(labels: ReadonlyArray<string>): void {
  useNoted({ labels });
}

/** The same for things that can't be saved, such as a secret that is shown once, with its own words. */
export function useNoted(unsaved: Unsaved): void {
  const note = use(GuardContext)?.note;
  const form = useId();
  const noted = JSON.stringify(unsaved);
  // Before the next event, which may be Escape.
  useLayoutEffect(() => {
    note?.(form, JSON.parse(noted));
    return () => note?.(form, { labels: [] });
  }, [note, form, noted]);
}

/** The same for a form that creates something, compared with its initial values. Input that is being sent isn't lost. */
export function useUnsavedProposal<Fields extends object>(
  form: { readonly values: Fields; readonly getInitialValues: () => Fields },
  fields: { readonly [Name in keyof Fields]: { readonly label: string } },
  sending: { readonly isPending: boolean },
): void {
  const changes = changesOf(form.getInitialValues(), form.values) ?? {};
  const names = Object.keys(changes) as unknown as ReadonlyArray<keyof Fields>;
  useUnsaved(sending.isPending ? [] : names.map((name) => fields[name].label));
}

/** Leaves the forms of the surrounding guard, as closing a dialog does. */
export function useLeave(): Guarded['leave'] {
  return use(GuardContext)?.leave ?? ((go) => go());
}
