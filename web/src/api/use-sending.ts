import {
  hashKey,
  type QueryKey,
  type UseMutationOptions,
  type UseMutationResult,
  // biome-ignore lint/style/noRestrictedImports: this is what stands in its place
  useMutation,
} from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { isRepeatedPress } from './presses.ts';

type WithoutAsync<Result> = Result extends unknown ? Omit<Result, 'mutateAsync'> : never;

export type Sending<Data, Variables = void> = WithoutAsync<UseMutationResult<Data, Error, Variables>>;

/** What follows when something was sent; the mutation cache sees to it (query-client.ts). */
export type SendingMeta<Data = unknown, Variables = unknown> = {
  /**
   * What is read again, before it counts as done and before `onSuccess`. After an error as well, and nobody waits for it
   * then: the last answer may have been lost, and not what it spoke of. There are no data then.
   */
  readonly invalidates?:
    | ReadonlyArray<QueryKey>
    | ((variables: Variables, data: Data | undefined) => ReadonlyArray<QueryKey>);
  /** What is then said in a corner. */
  readonly done?: string | ((variables: Variables, data: Data) => string | undefined);
};

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: SendingMeta<never, never>;
  }
}

interface SendingOptions<Data, Variables> extends UseMutationOptions<Data, Error, Variables> {
  readonly meta?: SendingMeta<Data, Variables>;
}

/**
 * `useMutation` for forms and buttons, which may be pressed twice. The same is not sent again while it is under way, nor
 * by the second click of a double click, by which time the first may have been answered.
 */
export function useSending<Data, Variables = void>(
  options: SendingOptions<Data, Variables>,
): Sending<Data, Variables> {
  const { mutateAsync, ...mutation } = useMutation(options);
  const underWay = useRef(new Set<string>());
  const mutate = useCallback<typeof mutation.mutate>(
    (...input) => {
      const what = hashKey([input[0]]);
      if (isRepeatedPress() || underWay.current.has(what)) return;
      underWay.current.add(what);
      const settle = () => void underWay.current.delete(what);
      mutateAsync(...input).then(settle, settle);
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}
