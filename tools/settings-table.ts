import type { AnySetting } from '../src/config/setting.ts';
import { general } from '../src/features/settings.ts';

/** A page with the table of the settings as they are, between the two comments that mark its place. */
export function withSettingsTable(page: string): string {
  const [before, after] = page.split(/(?<=<!-- settings[^\n]*-->\n\n).*(?=\n<!-- end of settings -->)/s);
  if (after === undefined) throw new Error('docs/settings.md has no place for the table of the settings.');
  return `${before}${settingsTable()}${after}`;
}

function settingsTable(): string {
  const rows = Object.values<AnySetting>(general).map((setting) => [
    `\`${setting.variable}\``,
    defaultOf(setting),
    setting.describe,
  ]);
  const head = ['variable', 'default', 'meaning'];
  const widths = head.map((title, column) =>
    Math.max(...[[...head], ...rows].map((row) => row[column]?.length ?? title.length)),
  );
  const line = (cells: ReadonlyArray<string>, fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |\n`;
  return [line(head), line(['', '', ''], '-'), ...rows.map((row) => line(row))].join('');
}

/** Words stand as they are, a value as code. */
function defaultOf({ defaultText, fallback }: AnySetting): string {
  const text = defaultText ?? String(fallback({} as never) ?? 'none');
  return text.includes(' ') || text === 'none' ? text : `\`${text}\``;
}
