export { default as contests } from '../locales/contests.pl.json';
export { default as groups } from '../locales/groups.pl.json';
export { default as issued } from '../locales/issued.pl.json';
export { default as people } from '../locales/people.pl.json';
export { default as schedule } from '../locales/schedule.pl.json';
export { default as 'task-import' } from '../locales/task-import.pl.json';
export { default as tasks } from '../locales/tasks.pl.json';
export { default as uploads } from '../locales/uploads.pl.json';
