import { lazy } from 'react';

const files = () => import('./files-menu.tsx');

/** Loaded for tasks that have files besides the statement; each needs a `Suspense`. */
export const LazyFilesMenu = lazy(async () => ({ default: (await files()).FilesMenu }));
export const LazyFileItems = lazy(async () => ({ default: (await files()).FileItems }));
export const LazyFilesOf = lazy(async () => ({ default: (await files()).FilesOf }));
