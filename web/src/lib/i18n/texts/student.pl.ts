export { default as reader } from '../locales/pl/reader.json';
export { default as shell } from '../locales/pl/shell.json';
