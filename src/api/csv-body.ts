import { Type } from 'typebox';
import { LecternError } from '../lib/errors.ts';
import type { ApiRoutes, ApiScope } from './api-routes.ts';
import { shape } from './schemas.ts';

/** The body of a route that takes a list: by itself, or in JSON. */
export const csvBody = {
  description: 'The list itself, or JSON with it.',
  content: {
    'text/csv': { schema: Type.Unsafe<Buffer>({ description: 'UTF-8, with a header row.' }) },
    'application/json': { schema: shape('CsvList', { csv: Type.String() }) },
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
      await addRoutes(scope as unknown as ApiScope);
    });
  };
}

/** The bytes of the list. @throws LecternError `request-invalid` without one */
export function csvOf(body: unknown): Uint8Array {
  const sent = body as Buffer | { csv: string } | undefined;
  if (!sent) throw new LecternError('request-invalid', 'Send the list in the body.');
  return Buffer.isBuffer(sent) ? sent : Buffer.from(sent.csv);
}
