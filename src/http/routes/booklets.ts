import { type Static, Type } from 'typebox';
import { runs } from '../../access/access.ts';
import type { Principal } from '../../accounts/principal.ts';
import {
  type Booklet,
  bookletFailures,
  type MadeBooklet,
  parseTimeZone,
  statementProblems,
} from '../../booklets/booklet.ts';
import { bookletFileName } from '../../booklets/booklet-file-name.ts';
import { maxBooklets, noBooklet } from '../../booklets/booklets.ts';
import { isoTime } from '../../clock.ts';
import type { ContestWithRole } from '../../contests/contest.ts';
import { isBeforeStart } from '../../contests/contest-window.ts';
import { chooseDocument } from '../../tasks/choose-document.ts';
import { parseLanguage } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import {
  Bytes,
  DispositionName,
  Empty,
  Id,
  Language,
  object,
  oneOf,
  orNull,
  problems,
  shape,
  Time,
} from '../schemas.ts';

const Statement = shape('BookletStatement', {
  taskId: Id,
  label: Type.String(),
  language: orNull(Type.String({ description: 'Of the PDF; null for a task without one.' })),
  page: orNull(Type.Integer({ description: 'Its first page; null for a statement that is not there.' })),
  problem: orNull(oneOf('BookletStatementProblem', statementProblems, 'Why it is not there.')),
});

const file = {
  pages: Type.Integer(),
  size: Bytes,
  madeAt: Time,
};
const Made = shape('BookletFile', { ...file, statements: Type.Array(Statement) });

const BookletShape = shape('Booklet', {
  language: Language,
  oddPages: Type.Boolean({ description: 'Whether each statement begins on an odd page.' }),
  timeZone: Type.String({ description: 'Of the times on the cover, an IANA name.' }),
  askedAt: Time,
  upToDate: Type.Unsafe<boolean | null>({
    type: ['boolean', 'null'],
    description:
      'False until it is made, and from a change of the contest or its PDFs until it is made again. Null for participants.',
  }),
  made: Type.Unsafe<Static<typeof Made> | null>({
    anyOf: [Made, { type: 'null' }],
    description: 'What can be read now; null before it is made for the first time.',
  }),
  failure: orNull(oneOf('BookletFailure', bookletFailures, 'Why it could not be made the last time.')),
  retryAt: orNull(Time),
});

const Wish = shape('BookletWish', {
  oddPages: Type.Optional(Type.Boolean({ default: false })),
  timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, default: 'UTC' })),
});

const BookletUrl = shape('BookletUrl', {
  language: Language,
  url: Type.String({ description: 'Signed URL of the PDF: GET only, this file only.' }),
  urlExpiresAt: Time,
  ...file,
});

const BookletParams = object({ language: Language });

type Readable = Booklet & { readonly made: MadeBooklet };
const isMade = (booklet: Booklet): booklet is Readable => booklet.made !== null;
const taskIdsOf = ({ made }: Readable) => made.statements.map(({ taskId }) => taskId);

/** All statements of a contest as one PDF. */
export function bookletRoutes(parts: ApiParts): ApiRoutes {
  const { access, booklets, readBookletSource, issueBooklet, clock } = parts;

  async function toStaffReply(booklet: Booklet): Promise<Static<typeof BookletShape>> {
    const source = await readBookletSource(booklet);
    const { made, failed } = booklet;
    return {
      ...toReply(booklet),
      upToDate: made?.madeOf === source.hash,
      failure: failed?.failure ?? null,
      retryAt: failed && isoTime(failed.retryAt),
    };
  }

  /** Those that somebody may read now, each of whose tasks is open to them. */
  async function readable(principal: Principal, contest: ContestWithRole): Promise<ReadonlyArray<Readable>> {
    // Before anything is read of them, as the time that it takes tells something too.
    const nowMs = clock.nowMs();
    if (isBeforeStart(contest, nowMs)) return [];
    const made = (await booklets.list(contest.id)).filter(isMade);
    if (made.length === 0) return [];
    const decisions = await access.decideMany(principal, [...new Set(made.flatMap(taskIdsOf))], nowMs);
    return made.filter((each) => taskIdsOf(each).every((taskId) => decisions.get(taskId)?.allowed));
  }

  return (server) => {
    server.get(
      '/contests/:contestId/booklets',
      {
        config: { access: { contest: 'participant' } },
        schema: {
          operationId: 'listBooklets',
          summary:
            'The booklets of a contest, by language: all for staff, for others those that they may read now',
          querystring: PageQuery,
          response: { 200: pageOf(BookletShape) },
        },
      },
      async ({ principal, contest, query }) => {
        const seesAll = runs(principal, contest);
        const all = seesAll ? await booklets.list(contest.id) : await readable(principal, contest);
        const page = await readPage(
          query,
          async ({ after, limit }) =>
            all.filter(({ language }) => after === undefined || language > after).slice(0, limit),
          ({ language }) => language,
        );
        return seesAll
          ? { ...page, items: await Promise.all(page.items.map(toStaffReply)) }
          : mapPage(page, toReply);
      },
    );
    server.put(
      '/contests/:contestId/booklets/:language',
      {
        config: {
          access: { contest: 'staff' },
          apiKey: 'sync',
          limit: { what: 'costly', points: () => 5 },
        },
        schema: {
          operationId: 'putBooklet',
          summary: 'Have a booklet made in a language, or made again',
          description:
            'It is made within seconds, of the PDFs that a reader of that language gets, and again whenever they or the ' +
            `contest change. A contest can have booklets in ${maxBooklets} languages.`,
          params: BookletParams,
          body: orNull(Wish),
          response: { 200: BookletShape, ...problems(409) },
        },
      },
      async ({ principal, contest, params, body }) => {
        const { oddPages = false, timeZone = 'UTC' } = body ?? {};
        const wanted = await booklets.want({
          ...{ contestId: contest.id, language: parseLanguage(params.language), askedBy: principal.id },
          ...{ oddPages, timeZone: parseTimeZone(timeZone) },
        });
        return toStaffReply(wanted);
      },
    );
    server.delete(
      '/contests/:contestId/booklets/:language',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync' },
        schema: {
          operationId: 'deleteBooklet',
          summary: 'Remove a booklet; its URLs end immediately',
          params: BookletParams,
          response: { 204: Empty },
        },
      },
      async ({ contest, params: { language } }, reply) => {
        await booklets.remove(contest.id, parseLanguage(language));
        return reply.code(204).send(null);
      },
    );
    server.post(
      '/contests/:contestId/booklet-url',
      {
        config: { access: { contest: 'participant' }, apiKey: 'read', limit: { what: 'fresh-urls' } },
        schema: {
          operationId: 'createBookletUrl',
          summary: 'A fresh signed URL of the booklet of a contest',
          description:
            'For those who may read each of its tasks now. Without `language` the booklet is the one that fits ' +
            '`Accept-Language` best.',
          body: orNull(
            object({ language: Type.Optional(Language), disposition: Type.Optional(DispositionName) }),
          ),
          response: { 200: BookletUrl, ...problems(403, 503) },
        },
      },
      async ({ principal, contest, body, headers }) => {
        access.assertStarted(principal, contest);
        const { language, disposition = 'inline' } = body ?? {};
        const made = (await booklets.list(contest.id)).filter(isMade);
        const wish = { language, acceptLanguage: headers['accept-language'], primaryLanguage: '' };
        const booklet = chooseDocument(made, wish);
        if (!booklet) throw noBooklet();
        const grant = await access.authorizeTogether(principal, taskIdsOf(booklet));
        const fileName = bookletFileName(contest.name, booklet.language);
        const { url, expiresAtMs } = await issueBooklet({ grant, booklet, fileName, disposition });
        const { pages, size, madeAt } = booklet.made;
        return {
          ...{ language: booklet.language, url, urlExpiresAt: isoTime(expiresAtMs) },
          ...{ pages, size, madeAt: isoTime(madeAt) },
        };
      },
    );
  };
}

/** As participants see it. */
function toReply({ language, oddPages, timeZone, askedAt, made }: Booklet): Static<typeof BookletShape> {
  return {
    ...{ language, oddPages, timeZone, askedAt: isoTime(askedAt) },
    ...{ upToDate: null, failure: null, retryAt: null },
    made: made && {
      ...{ pages: made.pages, size: made.size, madeAt: isoTime(made.madeAt) },
      statements: made.statements.map(({ versionId: _, ...statement }) => statement),
    },
  };
}
