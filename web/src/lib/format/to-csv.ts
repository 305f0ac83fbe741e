/** Rows as CSV (RFC 4180), without cells that spreadsheets would run as formulas. */
export function toCsv(rows: ReadonlyArray<ReadonlyArray<string>>): string {
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

/** Places where a spreadsheet may find a formula: cell start, `;`, tab and line end. Same rule as `src/api/csv-list.ts`. */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠])/gu;

function toCell(text: string): string {
  const harmless = text.replace(formula, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
