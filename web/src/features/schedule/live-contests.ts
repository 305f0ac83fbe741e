import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useEffect, useRef } from 'react';
import { useLiveTimes } from '../../lib/format/use-live-times.ts';
import { keyOf } from '../../lib/server/resource-keys.ts';
import { refreshWhatIsOpen } from './openings.ts';

/**
 * Polls the contests on a page, and refetches everything that is open if one of them was moved, added or removed.
 * @param contests undefined while they load
 */
export function useLiveContests(contests: ReadonlyArray<Schemas.Contest> | undefined): void {
  const queryClient = useQueryClient();
  const times = (contests ?? []).flatMap(({ startsAt, endsAt, yourWindow }) => [
    ...[startsAt, endsAt],
    ...(yourWindow ? [yourWindow.startsAt, yourWindow.endsAt] : []),
  ]);
  // A reader without contests may be added to one.
  useLiveTimes(contests?.length === 0 ? [null] : times, () => {
    const [root] = keyOf('/api/v1/contests');
    // Only contests and lists of contests, not their parts.
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
