import {
  hashKey,
  type MutationFunction,
  type QueryClient,
  type UseMutationOptions,
  type UseMutationResult,
  // biome-ignore lint/style/noRestrictedImports: this is the wrapper to use instead
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import i18next from 'i18next';
import { useCallback, useEffect, useRef } from 'react';
import { notifyError } from '../format/notify.ts';
import { sendInSession } from '../server/session.ts';
import { Cancelled } from './cancelled.ts';
import { isDoubleActivation } from './double-activation.ts';

type WithoutAsync<Result> = Result extends unknown ? Omit<Result, 'mutateAsync'> : never;

export type Action<Data, Variables = void> = WithoutAsync<UseMutationResult<Data, Error, Variables>>;

/** Effects of a sent change, which the mutation cache carries out (query-client.ts). */
export type ActionMeta<Data = unknown, Variables = unknown> = {
  /** Confirmation shown in the corner. */
  readonly done?: string | ((variables: Variables, data: Data) => string | undefined);
  /** Puts back what was removed, offered with `done`; undefined if the API can't. */
  readonly undo?: (variables: Variables, data: Data) => Undo | undefined;
};

export type Undo = () => Promise<unknown>;

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: ActionMeta<never, never>;
  }
}

interface ActionOptions<Data, Variables> extends UseMutationOptions<Data, Error, Variables> {
  readonly mutationFn: MutationFunction<Data, Variables>;
  readonly meta?: ActionMeta<Data, Variables>;
  /** Where errors appear: in the corner, or at the end of a form, which shows them itself. */
  readonly failure: 'corner' | 'form';
}

/**
 * `useMutation` for forms and buttons, safe against double presses: a request isn't sent again while it is pending, nor by the second click
 * of a double click, when the first may already be answered. After a session has expired, it is sent again once the user has signed in. If the function throws `Cancelled`, the
 * focus returns to where it was.
 */
export function useAction<Data, Variables = void>({
  failure,
  mutationFn,
  ...options
}: ActionOptions<Data, Variables>): Action<Data, Variables> {
  const queryClient = useQueryClient();
  const { mutateAsync, ...mutation } = useMutation({
    mutationFn: (...input) => sendInSession(queryClient, () => mutationFn(...input)),
    ...(failure === 'corner' && {
      onError(error) {
        if (!(error instanceof Cancelled)) notifyError(error);
      },
    }),
    ...options,
  });
  const { reset, isIdle } = mutation;
  const cancelledAt = useRef<Element>(null);
  // A pending button is disabled, so it loses the focus.
  useEffect(() => {
    if (isIdle && cancelledAt.current instanceof HTMLElement) cancelledAt.current.focus();
    cancelledAt.current = null;
  }, [isIdle]);
  const underWay = useRef(new Set<string>());
  const mutate = useCallback<typeof mutation.mutate>(
    (...input) => {
      const what = hashKey([input[0]]);
      if (isDoubleActivation() || underWay.current.has(what)) return;
      underWay.current.add(what);
      const settle = () => void underWay.current.delete(what);
      const pressed = document.activeElement;
      mutateAsync(...input).then(settle, (error) => {
        settle();
        if (!(error instanceof Cancelled)) return;
        cancelledAt.current = pressed;
        reset();
      });
    },
    [mutateAsync, reset],
  );
  return { ...mutation, mutate };
}

/** Puts back what was removed, outside of a component: the user may have gone to another page. */
export function putBack(queryClient: QueryClient, undo: Undo): void {
  const mutation = queryClient.getMutationCache().build(queryClient, {
    mutationFn: () => sendInSession(queryClient, undo),
    onError: notifyError,
    meta: { done: i18next.t('undo.done') },
  });
  mutation.execute(undefined).catch(() => {}); // `onError` has told it
}
