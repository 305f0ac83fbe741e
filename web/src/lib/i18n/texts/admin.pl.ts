export { default as admin } from '../locales/pl/admin.json';
