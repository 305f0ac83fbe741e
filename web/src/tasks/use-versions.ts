import { useQueries, useQuery } from '@tanstack/react-query';
import type { DocumentVersion } from 'lectern-client';
import { useMemo } from 'react';
import { client } from '../api/client.ts';
import { type PagesQuery, usePages } from '../api/pages.ts';
import { readAll } from '../api/read-all.ts';
import { languagesQuery } from './task-queries.ts';

function readVersions(
  path: { taskId: string; language: string },
  page: { limit: number; cursor?: string },
  signal: AbortSignal,
) {
  return client.get('/api/v1/tasks/{taskId}/documents/{language}/versions', { path, query: page, signal });
}

/** The versions of a task's PDF in a language, newest first. */
export function useVersions(taskId: string, language: string): PagesQuery<DocumentVersion> {
  return usePages(
    ['tasks', taskId, 'versions', language],
    (page, signal) => readVersions({ taskId, language }, page, signal),
    { limit: 20 },
  );
}

/** The versions in all languages, by their ids. */
export function useVersionsById(taskId: string): ReadonlyMap<string, DocumentVersion> {
  const languages = useQuery(languagesQuery(taskId)).data ?? [];
  const lists = useQueries({
    queries: languages.map(({ language }) => ({
      queryKey: ['tasks', taskId, 'versions', language, 'all'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readAll((page) => readVersions({ taskId, language }, page, signal)),
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  return useMemo(
    () => new Map(lists.flatMap((list) => list ?? []).map((version) => [version.versionId, version])),
    [lists],
  );
}
