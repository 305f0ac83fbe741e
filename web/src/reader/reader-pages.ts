/** The pages that show a statement, in one script. */
export { EmbedPage } from './embed-page.tsx';
export { TaskPage } from './task-page.tsx';
