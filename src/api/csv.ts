import { stringify } from 'csv-stringify/sync';

/** Rows of text as CSV (RFC 4180), of which a spreadsheet runs nothing. */
export function toCsv(rows: ReadonlyArray<ReadonlyArray<string | null>>): string {
  return stringify(
    rows.map((row) => row.map((text) => text && inert(text))),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

/**
 * Where a cell of a spreadsheet may begin inside a text: at its beginning and, quotation marks or not, behind a `;` (the
 * separator of Excel wherever a comma separates decimals), a tab or a line end. Blanks and quotation marks may come
 * before a formula.
 */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠])/gu;

/**
 * The text with an apostrophe where it would begin a formula (https://owasp.org/www-community/attacks/CSV_Injection).
 * `web/src/ui/to-csv.ts` has the same rule, as it may not import from here; one test is for both.
 */
function inert(text: string): string {
  return text.replace(formula, "'");
}
