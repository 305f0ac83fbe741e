export { default as contests } from '../locales/pl/contests.json';
export { default as groups } from '../locales/pl/groups.json';
export { default as issued } from '../locales/pl/issued.json';
export { default as people } from '../locales/pl/people.json';
export { default as schedule } from '../locales/pl/schedule.json';
export { default as 'task-import' } from '../locales/pl/task-import.json';
export { default as tasks } from '../locales/pl/tasks.json';
export { default as uploads } from '../locales/pl/uploads.json';
