export { default as admin } from '../locales/admin.en.json';
