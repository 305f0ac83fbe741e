import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { notifyDone } from '../lib/format/notify.ts';
import { isApiError } from '../lib/is-api-error.ts';
import { keepIn } from '../lib/server/resource.ts';
import { meQuery } from '../lib/server/session.ts';

/** The client retries by itself what may be sent again, so nothing is retried here. */
export function createAppQueryClient(): QueryClient {
  /** Someone whose session has ended meanwhile becomes nobody; the shell then asks them to sign in. */
  const onError = (error: unknown) => {
    if (isApiError(error, 'unauthenticated')) queryClient.setQueryData(meQuery.queryKey, null);
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onSuccess(data, variables, _result, { meta }) {
        const done = meta?.done;
        const text = typeof done === 'function' ? done(variables as never, data as never) : done;
        if (text !== undefined) notifyDone(text);
      },
      onError,
    }),
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000 },
      // Without a network it fails at once: nobody expects that their click counts minutes later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  keepIn(queryClient);
  return queryClient;
}
