/** Rows as CSV (RFC 4180), of which a spreadsheet runs nothing. */
export function toCsv(rows: ReadonlyArray<ReadonlyArray<string>>): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

/** Where a cell may begin, with a formula in it: also behind `;`, tab and line end. The rule of `src/api/csv-list.ts`. */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠])/gu;

function toCell(text: string): string {
  const harmless = text.replace(formula, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
