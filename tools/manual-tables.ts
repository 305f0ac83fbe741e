import { storageSettings, storageSettingsOf } from '../src/config/storage-settings.ts';
import { general } from '../src/features/settings.ts';
import { errorTable } from '../src/lib/errors.ts';
import { rowProblemCodes } from '../src/lib/row-problems.ts';
import type { AnySetting } from '../src/lib/setting.ts';
import { storageKinds } from '../src/storage/providers.ts';

type Row = ReadonlyArray<string>;

/** docs/settings.md with the current settings. */
export function withSettings(page: string): string {
  const rows = Object.values(general).map((setting) => rowOf(setting));
  return withTable(page, [['variable', 'default', 'meaning'], ...rows]);
}

/** docs/storage.md with the current settings of all kinds of storage. */
export function withStorageSettings(page: string): string {
  const rows = storageSettings.map((setting) => {
    const kinds = storageKinds.filter((kind) => Object.values(storageSettingsOf(kind)).includes(setting));
    return rowOf(setting, kinds.length === 1 ? `\`${kinds}\`` : 'all');
  });
  return withTable(page, [['variable', 'of', 'default', 'meaning'], ...rows]);
}

/** docs/errors.md with the current codes of errors and of invalid rows. */
export function withErrors(page: string): string {
  const rows = Object.entries(errorTable).map(([code, { status, title }]) => [
    `\`${code}\``,
    String(status),
    title,
  ]);
  const ofRows = Object.entries(rowProblemCodes).map(([code, meaning]) => [`\`${code}\``, meaning]);
  const withRows = withTable(page, [['code', 'meaning'], ...ofRows], 'src/lib/row-problems.ts');
  return withTable(withRows, [['code', 'status', 'title'], ...rows], 'src/lib/errors.ts');
}

const rowOf = (setting: AnySetting, ...of: ReadonlyArray<string>): Row => [
  `\`${setting.variable}\``,
  ...of,
  defaultOf(setting),
  setting.describe,
];

/** Words as plain text, a value as code. */
function defaultOf({ defaultText, required, fallback }: AnySetting): string {
  if (defaultText !== undefined) return required ? `${defaultText}, else required` : defaultText;
  if (required) return 'required';
  const value = fallback?.({});
  return value === undefined ? 'none' : `\`${value}\``;
}

/**
 * A page with a table between its two marker comments.
 * @param rows the first is the header
 * @param of the file that the first marker names, on a page with several tables
 */
function withTable(page: string, [head = [], ...rows]: ReadonlyArray<Row>, of = ''): string {
  const place = new RegExp(
    `(?<=<!-- table[^\\n]*${RegExp.escape(of)}[^\\n]*-->\\n\\n).*?(?=\\n<!-- end of table -->)`,
    's',
  );
  const [before, after] = page.split(place);
  if (after === undefined) throw new Error('The page has no place for the table.');
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: Row, fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`;
  const dashes = line(
    head.map(() => ''),
    '-',
  );
  return `${before}${line(head)}${dashes}${rows.map((row) => line(row)).join('')}${after}`;
}
