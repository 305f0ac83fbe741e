import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { FoundPage, Page } from '../database/paging.ts';
import { LecternError } from '../lib/errors.ts';
import type { ApiRoutes } from './api-routes.ts';
import { shape } from './shapes.ts';

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
 * `web/src/lib/format/to-csv.ts` has the same rule, as it may not import from here; one test is for both.
 */
function inert(text: string): string {
  return text.replace(formula, "'");
}

/** The choice of a list that is a file too. */
export const formatQuery = {
  format: Type.Optional(
    Type.Unsafe<'json' | 'csv'>({
      type: 'string',
      enum: ['json', 'csv'],
      description: '`csv` has no pages: `limit` and `cursor` are for JSON.',
    }),
  ),
};

/** The reply of such a list. */
export const pageOrCsv = <Page extends TSchema>(page: Page) => ({
  description: 'A page, or all as CSV.',
  content: {
    'application/json': { schema: page },
    'text/csv': { schema: Type.Unsafe<Readable>({ type: 'string' }) },
  },
});

/** Names the file in the headers of the reply. @returns what is to be sent */
export function csvFile(reply: FastifyReply, fileName: string, lines: AsyncIterable<string>): Readable {
  reply.type('text/csv; charset=utf-8; header=present');
  reply.header('content-disposition', `attachment; filename="${fileName}"`);
  return Readable.from(lines);
}

/** How the items of a list stand in a file. */
export interface CsvList<Item> {
  readonly columns: ReadonlyArray<string>;
  readonly rowOf: (item: Item) => ReadonlyArray<string | null>;
  readonly rowsPerRead: number;
  /** Default: all. */
  readonly maxRows?: number;
}

/** A list as CSV (RFC 4180, UTF-8, with a header row), read a part at a time while it is sent. */
export async function* listAsCsv<Item>(
  { columns, rowOf, rowsPerRead, maxRows = Number.POSITIVE_INFINITY }: CsvList<Item>,
  read: (page: Page) => Promise<FoundPage<Item>>,
): AsyncGenerator<string> {
  yield toCsv([columns]);
  let after: string | undefined;
  for (let left = maxRows; left > 0; ) {
    const { items, next } = await read({ after, limit: Math.min(rowsPerRead, left) });
    yield toCsv(items.map(rowOf));
    if (next === undefined) return;
    after = next;
    left -= items.length;
  }
}

/** The body of a route that takes a list: by itself, or in JSON. */
export const csvBody = {
  description: 'The list itself, or JSON with it.',
  content: {
    'text/csv': { schema: Type.Unsafe<Buffer>({ description: 'UTF-8, with a header row.' }) },
    'application/json': {
      schema: shape('CsvList', {
        csv: Type.String({ description: 'The operation says how many bytes of UTF-8 it may have.' }),
      }),
    },
  },
};

/** Bytes that such a body can have: a list inside JSON is longer than by itself. */
export const csvBodyLimit = (maxListBytes: number): number => 2 * maxListBytes;

/** Lets these routes, and no others, take CSV. As bytes: what is not UTF-8 must be seen, not replaced. */
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
  throw new LecternError('request-invalid', 'Send the list in the body.');
}
