export { default as reader } from '../locales/reader.en.json';
export { default as shell } from '../locales/shell.en.json';
