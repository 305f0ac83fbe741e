// biome-ignore lint/style/noRestrictedImports: this is what stands in its place
import { hashKey, type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { isRepeatedPress } from './presses.ts';

type WithoutAsync<Result> = Result extends unknown ? Omit<Result, 'mutateAsync'> : never;

export type Sending<Data, Variables = void> = WithoutAsync<UseMutationResult<Data, Error, Variables>>;

/**
 * `useMutation` for forms and buttons, which may be pressed twice. The same is not sent again while it is under way, nor
 * by the second click of a double click, by which time the first may have been answered.
 */
export function useSending<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
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
