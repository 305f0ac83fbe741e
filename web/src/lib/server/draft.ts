import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from './session.ts';
import { settingsQuery } from './settings.ts';

const draft = 'draft';

/** The IndexedDB of dropped files whose tasks aren't created yet. */
export const draftDatabase = 'lectern-drafts';

/**
 * Text that survives an expired session: users find it again after signing in. It is kept in memory, for that user only, until they sign
 * out.
 */
export function useDraft(name: string): readonly [string, (text: string) => void] {
  const queryClient = useQueryClient();
  const key = [draft, name, useQuery(meQuery).data?.userId];
  const [text, setText] = useState(() => queryClient.getQueryData<string>(key) ?? '');
  return [
    text,
    (next) => {
      queryClient.setQueryDefaults([draft], { gcTime: Number.POSITIVE_INFINITY });
      queryClient.setQueryData(key, next);
      setText(next);
    },
  ];
}

/** Clears data of the previous user after another one signs in. */
export function clearAllButDrafts(queryClient: QueryClient): void {
  clearAllBut(queryClient, [draft, meQuery.queryKey[0]]);
}

/** Clears all data of a user after sign-out. */
export function clearAll(queryClient: QueryClient): void {
  clearAllBut(queryClient, []);
  indexedDB.deleteDatabase(draftDatabase);
}

/** The server's settings are the same for everybody. */
function clearAllBut(queryClient: QueryClient, kinds: ReadonlyArray<unknown>): void {
  queryClient.getMutationCache().clear();
  const kept = [settingsQuery.queryKey[0], ...kinds];
  queryClient.removeQueries({ predicate: ({ queryKey: [kind] }) => !kept.includes(kind) });
}
