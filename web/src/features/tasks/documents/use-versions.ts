import { useQueries, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useMemo } from 'react';
import { all, type PagesQuery, pages, usePages } from '../../../lib/server/resource.ts';
import { languagesQuery } from '../task/task-queries.ts';

const versionsPath = '/api/v1/tasks/{taskId}/documents/{language}/versions';

/** The versions of a task's PDF in a language, newest first. */
export function useVersions(taskId: string, language: string): PagesQuery<Schemas.DocumentVersion> {
  return usePages(pages(versionsPath, { path: { taskId, language } }, { limit: 20 }));
}

/** Versions in all languages, by id. */
export function useVersionsById(taskId: string): ReadonlyMap<string, Schemas.DocumentVersion> {
  const languages = useQuery(languagesQuery(taskId)).data ?? [];
  const lists = useQueries({
    queries: languages.map(({ language }) => all(versionsPath, { path: { taskId, language } })),
    combine: (results) => results.map(({ data }) => data),
  });
  return useMemo(
    () => new Map(lists.flatMap((list) => list ?? []).map((version) => [version.versionId, version])),
    [lists],
  );
}
