import { useQueryClient } from '@tanstack/react-query';
import { useAction } from '../../lib/saving/use-action.ts';
import { clearAllButDrafts } from '../../lib/server/draft.ts';
import { meQuery } from '../../lib/server/session.ts';

/** Sends what signs somebody in. What an earlier reader had here is forgotten then, and who reads now is known. */
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
