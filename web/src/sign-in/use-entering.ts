import { useQueryClient } from '@tanstack/react-query';
import { clearAllButDrafts } from '../api/draft.ts';
import { meQuery } from '../api/session.ts';
import { useAction } from '../api/use-action.ts';

/** Sends what signs somebody in. What an earlier reader had here is forgotten then, and who reads now is known. */
export function useEntering(enter: () => Promise<void>, onError: (error: Error) => void = () => {}) {
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
