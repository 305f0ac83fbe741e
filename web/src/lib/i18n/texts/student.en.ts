export { default as reader } from '../locales/en/reader.json';
export { default as shell } from '../locales/en/shell.json';
