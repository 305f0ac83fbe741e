import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { notifyDone } from '../ui/notify.ts';
import { isApiError } from './client.ts';
import { meQuery } from './session.ts';
import type { SendingMeta } from './use-sending.ts';

type Meta = SendingMeta<never, never>;

/** The client retries by itself what may be sent again, so nothing is retried here. */
export function createAppQueryClient(): QueryClient {
  /** Someone whose session has ended meanwhile becomes nobody; the shell then asks them to sign in. */
  const onError = (error: unknown) => {
    if (isApiError(error, 'unauthenticated')) queryClient.setQueryData(meQuery.queryKey, null);
  };
  async function invalidate({ invalidates = [] }: Meta, variables: unknown, data?: unknown) {
    const keys =
      typeof invalidates === 'function' ? invalidates(variables as never, data as never) : invalidates;
    await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  }
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      async onSuccess(data, variables, _result, { meta = {} }) {
        await invalidate(meta, variables, data);
        const { done } = meta;
        const text = typeof done === 'function' ? done(variables as never, data as never) : done;
        if (text !== undefined) notifyDone(text);
      },
      onError(error, variables, _result, { meta = {} }) {
        onError(error);
        if (!isApiError(error, 'unauthenticated')) void invalidate(meta, variables);
      },
    }),
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      // Without a network it fails at once: nobody expects that their click counts minutes later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queryClient;
}
