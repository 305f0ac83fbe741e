export { default as admin } from '../locales/admin.pl.json';
