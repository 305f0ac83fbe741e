import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { csvBody, csvBodyLimit, csvOf, takeCsv } from '../../api/csv-list.ts';
import { problems } from '../../api/problem-replies.ts';
import { Bytes, Time } from '../../api/schemas.ts';
import { shape } from '../../api/shapes.ts';
import { isoTime } from '../../lib/clock.ts';
import { conflict } from '../../lib/errors.ts';
import { parseLanguage } from '../../lib/languages.ts';
import { type BookletOwner, isMade } from './booklet.ts';
import { bookletFileName } from './booklet-file-name.ts';
import { bookletOwners, ownerOf } from './booklet-owners.ts';
import { BookletParams, taskIdsOf } from './booklet-shapes.ts';
import type { BookletParts } from './parts.ts';
import { maxSetsPages } from './room-sets.ts';
import { maxSeats, maxSeatsFileBytes, readSeatsFile } from './seats-file.ts';

const RoomSetsShape = shape('RoomSets', {
  url: Type.String({ description: 'Signed URL of the PDF, for GET of this file only.' }),
  urlExpiresAt: Time,
  copies: Type.Integer({ description: 'Number of copies, one per row.' }),
  pages: Type.Integer({ description: 'Number of pages of the whole file.' }),
  size: Bytes,
});

export function roomSetRoutes(parts: ApiParts & BookletParts, kind: BookletOwner['kind']): ApiRoutes {
  const { access, booklets, roomSets, issueBooklet } = parts;
  const { root, run, prefix } = bookletOwners[kind];
  return takeCsv((server) => {
    server.post(
      `${root}/booklets/:language/room-sets`,
      {
        bodyLimit: csvBodyLimit(maxSeatsFileBytes),
        config: {
          access: run,
          apiKey: 'sync',
          limit: { what: 'fresh-urls' },
          cost: 'check',
        },
        schema: {
          operationId: `create${prefix}RoomSets`,
          summary: 'Create one PDF with a copy of a booklet for each seat, to print',
          description:
            'For its staff. Columns: `room`, optionally `seat` and `name`. For each row, in order, the PDF has a cover sheet and ' +
            `the latest booklet, each beginning on a front for double-sided printing. At most ${maxSeats} rows, ` +
            `${maxSeatsFileBytes / 1024} KiB and ${maxSetsPages} pages. \`problems\` has all errors of the list, with their lines. The ` +
            'file is deleted after an hour; its URL ends with those of the booklet.',
          params: BookletParams,
          body: csvBody,
          response: { 200: RoomSetsShape, ...problems(409, 422, 503) },
        },
      },
      async (request) => {
        const { principal, params, body } = request;
        const { owner, name } = ownerOf(request);
        const seats = readSeatsFile(csvOf(body));
        const booklet = await booklets.find(owner, parseLanguage(params.language));
        if (!isMade(booklet)) throw notMade();
        const { objectKey, ...made } = await roomSets.make({ booklet, title: name, seats });
        // Decide only now, because access may have been removed while the sets were made.
        const grant = await access.authorizeTogether(principal, taskIdsOf(booklet));
        const { url, expiresAtMs } = await issueBooklet({
          grant,
          booklet: { ...booklet, made: { ...booklet.made, objectKey } },
          fileName: bookletFileName(name, booklet.language),
          disposition: 'attachment',
        });
        return { url, urlExpiresAt: isoTime(expiresAtMs), ...made };
      },
    );
  });
}

const notMade = () =>
  conflict(
    'booklet-not-made',
    'The booklet has not been made yet. Try again in a few seconds; if it cannot be made, `failure` of the booklet says why.',
  );
