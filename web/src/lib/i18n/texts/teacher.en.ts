export { default as contests } from '../locales/contests.en.json';
export { default as groups } from '../locales/groups.en.json';
export { default as issued } from '../locales/issued.en.json';
export { default as people } from '../locales/people.en.json';
export { default as schedule } from '../locales/schedule.en.json';
export { default as 'task-import' } from '../locales/task-import.en.json';
export { default as tasks } from '../locales/tasks.en.json';
export { default as uploads } from '../locales/uploads.en.json';
