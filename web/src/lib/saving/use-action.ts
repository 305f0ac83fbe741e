import {
  hashKey,
  type MutationFunction,
  type UseMutationOptions,
  type UseMutationResult,
  // biome-ignore lint/style/noRestrictedImports: this is what stands in its place
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { notifyError } from '../format/notify.ts';
import { sendInSession } from '../server/session.ts';
import { isDoubleActivation } from './presses.ts';

type WithoutAsync<Result> = Result extends unknown ? Omit<Result, 'mutateAsync'> : never;

export type Action<Data, Variables = void> = WithoutAsync<UseMutationResult<Data, Error, Variables>>;

/** What follows when something was sent; the mutation cache sees to it (query-client.ts). */
export type ActionMeta<Data = unknown, Variables = unknown> = {
  /** What is then said in a corner. */
  readonly done?: string | ((variables: Variables, data: Data) => string | undefined);
};

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: ActionMeta<never, never>;
  }
}

interface ActionOptions<Data, Variables> extends UseMutationOptions<Data, Error, Variables> {
  readonly mutationFn: MutationFunction<Data, Variables>;
  readonly meta?: ActionMeta<Data, Variables>;
  /** Where it is said what failed: in a corner, or by a form, which shows the error at its end. */
  readonly failure: 'corner' | 'form';
}

/**
 * `useMutation` for forms and buttons, which may be pressed twice. The same is not sent again while it is under way, nor
 * by the second click of a double click, by which time the first may have been answered. What a session that had ended
 * refused is sent again once its owner has signed in again.
 */
export function useAction<Data, Variables = void>({
  failure,
  mutationFn,
  ...options
}: ActionOptions<Data, Variables>): Action<Data, Variables> {
  const queryClient = useQueryClient();
  const { mutateAsync, ...mutation } = useMutation({
    mutationFn: (...input) => sendInSession(queryClient, () => mutationFn(...input)),
    ...(failure === 'corner' && { onError: notifyError }),
    ...options,
  });
  const underWay = useRef(new Set<string>());
  const mutate = useCallback<typeof mutation.mutate>(
    (...input) => {
      const what = hashKey([input[0]]);
      if (isDoubleActivation() || underWay.current.has(what)) return;
      underWay.current.add(what);
      const settle = () => void underWay.current.delete(what);
      mutateAsync(...input).then(settle, settle);
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}
