import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from './session.ts';
import { settingsQuery } from './settings.ts';

const draft = 'draft';

/**
 * A text that somebody types, which outlives a session that ends meanwhile: they find it again when they have signed
 * in. It is kept in memory alone, for them alone, until they sign out.
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

/** Forgets all that somebody else had read and done on this screen, for whoever has just signed in. */
export function clearAllButDrafts(queryClient: QueryClient): void {
  clearAllBut(queryClient, [draft, meQuery.queryKey[0]]);
}

/** Forgets all that somebody had read and done, who has just signed out. */
export function clearAll(queryClient: QueryClient): void {
  clearAllBut(queryClient, []);
}

/** The settings of the server are the same for everybody. */
function clearAllBut(queryClient: QueryClient, kinds: ReadonlyArray<unknown>): void {
  queryClient.getMutationCache().clear();
  const kept = [settingsQuery.queryKey[0], ...kinds];
  queryClient.removeQueries({ predicate: ({ queryKey: [kind] }) => !kept.includes(kind) });
}
