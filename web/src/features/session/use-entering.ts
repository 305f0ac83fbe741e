import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '../../lib/saving/use-action.ts';
import { clearAllButDrafts } from '../../lib/server/draft.ts';
import { meQuery } from '../../lib/server/session.ts';

/** Sends a sign-in, then forgets the previous user's data and loads the new user. */
export function useEntering<Who = void>(
  enter: (who: Who) => Promise<void>,
  onError: (error: Error) => void = () => {},
) {
  const queryClient = useQueryClient();
  return useAction({
    mutationFn: enter,
    failure: 'form',
    async onSuccess() {
      clearAllButDrafts(queryClient);
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    },
    onError,
  });
}
