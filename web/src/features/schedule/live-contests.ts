import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useRef } from 'react';
import { useLiveTimes } from '../../lib/format/use-live-times.ts';
import { keyOf } from '../../lib/server/resource-keys.ts';
import { refreshWhatIsOpen } from './openings.ts';

/**
 * Keeps contests on a page as they are: asks again for those that it shows, and for all that is open when one of them was moved,
 * added or removed.
 * @param contests undefined as long as they are on their way
 */
export function useLiveContests(contests: ReadonlyArray<Schemas.Contest> | undefined): void {
  const queryClient = useQueryClient();
  const times = (contests ?? []).flatMap(({ startsAt, endsAt, yourWindow }) => [
    ...[startsAt, endsAt],
    ...(yourWindow ? [yourWindow.startsAt, yourWindow.endsAt] : []),
  ]);
  // Before anybody is in a contest, somebody may add them to one.
  useLiveTimes(contests?.length === 0 ? [null] : times, () => {
    const [root] = keyOf('/api/v1/contests');
    // A contest and lists of contests, and nothing that a contest has.
    const predicate = ({ queryKey: [kind, ...rest] }: { readonly queryKey: ReadonlyArray<unknown> }) =>
      kind === root && rest.length === 1;
    void queryClient.invalidateQueries({ predicate });
  });

  const state = contests && JSON.stringify([contests.map(({ contestId }) => contestId), times]);
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== undefined && before.current !== state) void refreshWhatIsOpen(queryClient);
    before.current = state;
  }, [state, queryClient]);
}
