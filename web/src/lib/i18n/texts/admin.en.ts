export { default as admin } from '../locales/en/admin.json';
