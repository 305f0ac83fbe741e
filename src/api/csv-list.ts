import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { FoundPage, Page } from '../database/paging.ts';
import { LecternError } from '../lib/errors.ts';
import type { ApiRoutes } from './api-routes.ts';
import { shape } from './shapes.ts';

/** Rows of text as CSV (RFC 4180), in which a spreadsheet runs no formula. */
export function toCsv(rows: ReadonlyArray<ReadonlyArray<string | null>>): string {
  return stringify(
    rows.map((row) => row.map((text) => text && inert(text))),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
}

/**
 * Where a spreadsheet may begin a cell within a text: at its start and, even in quotation marks, after a `;` (Excel's
 * separator where a comma separates decimals), a tab or a line end. Blanks and quotation marks may precede a formula.
 */
const formula = /(?<=^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠])/gu;

/**
 * Puts an apostrophe before each formula (https://owasp.org/www-community/attacks/CSV_Injection).
 * `web/src/lib/format/to-csv.ts` repeats the rule, because it cannot import this file; one test covers both.
 */
function inert(text: string): string {
  return text.replace(formula, "'");
}

/** Chooses between JSON and CSV. */
export const formatQuery = {
  format: Type.Optional(
    Type.Unsafe<'json' | 'csv'>({
      type: 'string',
      enum: ['json', 'csv'],
      description: '`csv` returns all rows; `limit` and `cursor` apply to JSON only.',
    }),
  ),
};

/** A reply in either format. */
export const pageOrCsv = <Page extends TSchema>(page: Page) => ({
  description: 'A page as JSON, or all rows as CSV.',
  content: {
    'application/json': { schema: page },
    'text/csv': { schema: Type.Unsafe<Readable>({ type: 'string' }) },
  },
});

/**
 * Names the file in the headers of the reply. @returns the body to send, once it has begun
 * @throws what reading the first lines throws, as nothing has been sent yet
 */
export async function csvFile(
  reply: FastifyReply,
  fileName: string,
  lines: AsyncGenerator<string>,
): Promise<Readable> {
  const first = await lines.next();
  async function* all() {
    if (first.done) return;
    yield first.value;
    yield* lines;
  }
  reply.type('text/csv; charset=utf-8; header=present');
  reply.header('content-disposition', `attachment; filename="${fileName}"`);
  return Readable.from(all());
}

/** How to write a list as CSV. */
export interface CsvList<Item> {
  readonly columns: ReadonlyArray<string>;
  /** Values by column; a space separates several. */
  readonly rowOf: (item: Item) => Readonly<Record<string, unknown>>;
  readonly rowsPerRead: number;
  /** Default: all. */
  readonly maxRows?: number;
}

/** A list as CSV (RFC 4180, UTF-8, with a header row), read in parts while it is sent. */
export async function* listAsCsv<Item>(
  { columns, rowOf, rowsPerRead, maxRows = Number.POSITIVE_INFINITY }: CsvList<Item>,
  read: (page: Page) => Promise<FoundPage<Item>>,
): AsyncGenerator<string> {
  let after: string | undefined;
  for (let left = maxRows; left > 0; ) {
    const { items, next } = await read({ after, limit: Math.min(rowsPerRead, left) });
    const rows = items.map((item) => {
      const row = rowOf(item);
      return columns.map((name) => textOf(row[name]));
    });
    yield toCsv(after === undefined ? [columns, ...rows] : rows);
    if (next === undefined) return;
    after = next;
    left -= items.length;
  }
}

const textOf = (value: unknown) =>
  value === null ? null : Array.isArray(value) ? value.join(' ') : String(value);

/** The body of a route that takes a CSV list, as text or in JSON. */
export const csvBody = {
  description: 'The list as CSV, or JSON that contains it.',
  content: {
    'text/csv': { schema: Type.Unsafe<Buffer>({ description: 'UTF-8, with a header row.' }) },
    'application/json': {
      schema: shape('CsvList', {
        csv: Type.String({ description: 'CSV with a header row. The operation limits its bytes in UTF-8.' }),
      }),
    },
  },
};

/** Limit of such a body, in bytes: JSON escapes make a list longer. */
export const csvBodyLimit = (maxListBytes: number): number => 2 * maxListBytes;

/** Lets only these routes take CSV. As bytes, so that invalid UTF-8 can be refused instead of replaced. */
export function takeCsv(addRoutes: ApiRoutes): ApiRoutes {
  return async (server) => {
    await server.register(async (scope) => {
      scope.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      await addRoutes(scope);
    });
  };
}

/** The bytes of the list. @throws LecternError `request-invalid` without one */
export function csvOf(body: unknown): Uint8Array {
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof Object && 'csv' in body) return Buffer.from(String(body.csv));
  throw new LecternError(
    'request-invalid',
    'The body has no list. Send it as text/csv, or as JSON with "csv".',
  );
}
