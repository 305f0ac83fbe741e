export { default as contests } from '../locales/en/contests.json';
export { default as groups } from '../locales/en/groups.json';
export { default as issued } from '../locales/en/issued.json';
export { default as people } from '../locales/en/people.json';
export { default as schedule } from '../locales/en/schedule.json';
export { default as 'task-import' } from '../locales/en/task-import.json';
export { default as tasks } from '../locales/en/tasks.json';
export { default as uploads } from '../locales/en/uploads.json';
