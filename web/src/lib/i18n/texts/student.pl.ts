export { default as reader } from '../locales/reader.pl.json';
export { default as shell } from '../locales/shell.pl.json';
