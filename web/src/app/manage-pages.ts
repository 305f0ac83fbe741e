/** All pages for teachers, in one script, because they are usually opened one after another. */
export { ContestPage } from '../features/contests/contest-page.tsx';
export { ContestsPage } from '../features/contests/contests-page.tsx';
export { GroupPage } from '../features/groups/group-page.tsx';
export { GroupsPage } from '../features/groups/groups-page.tsx';
export { TaskErrorPage, TaskPage } from '../features/tasks/task-page.tsx';
export { TasksPage } from '../features/tasks/tasks-page.tsx';
