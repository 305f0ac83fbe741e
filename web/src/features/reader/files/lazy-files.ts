import { lazy } from 'react';

const files = () => import('./files-menu.tsx');

/** Loaded for tasks that have files besides the statement; each needs a `Suspense`. */
export const FilesMenu = lazy(async () => ({ default: (await files()).FilesMenu }));
export const FileItems = lazy(async () => ({ default: (await files()).FileItems }));
export const FilesOf = lazy(async () => ({ default: (await files()).FilesOf }));
