/** The pages of teachers, in one script: whoever opens one of them opens others soon. */
export { ContestPage } from './contest-page.tsx';
export { ContestsPage } from './contests-page.tsx';
export { GroupPage } from './group-page.tsx';
export { GroupsPage } from './groups-page.tsx';
export { TaskErrorPage, TaskPage } from './task-page.tsx';
export { TasksPage } from './tasks-page.tsx';
