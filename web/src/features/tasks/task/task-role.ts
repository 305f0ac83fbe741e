import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { meQuery } from '../../../lib/server/session.ts';
import type { TaskTab } from './task-search.ts';

/** From weakest to strongest; each includes the previous ones. */
export const taskRoles = ['reader', 'editor', 'manager', 'owner'] as const;
export type MayAs = (atLeast: Schemas.TaskRole) => boolean;

/** What the user may do with a task; admins may do everything. */
export function useTaskPermission(): (task: Pick<Schemas.TaskSettings, 'yourRole'>) => MayAs {
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return ({ yourRole }) =>
    (atLeast) =>
      isAdmin || (yourRole !== null && taskRoles.indexOf(yourRole) >= taskRoles.indexOf(atLeast));
}

/** The role needed for each part of the task page. */
export const neededFor: Readonly<Record<TaskTab, Schemas.TaskRole>> = {
  documents: 'reader',
  usages: 'manager',
  staff: 'reader',
  access: 'manager',
  issued: 'manager',
  settings: 'editor',
};
