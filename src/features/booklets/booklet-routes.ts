import type { Static } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../../api/page.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty } from '../../api/schemas.ts';
import { orNull } from '../../api/shapes.ts';
import { isStaffOf } from '../../core/decide/access.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { isBeforeStart } from '../../domain/contests/contest-window.ts';
import { chooseDocument } from '../../domain/tasks/choose-language.ts';
import { isoTime } from '../../lib/clock.ts';
import { parseLanguage } from '../../lib/languages.ts';
import { type Booklet, type BookletOwner, isMade, type ReadableBooklet } from './booklet.ts';
import { bookletFileName } from './booklet-file-name.ts';
import { bookletOwners, type FoundOwner, ownerOf } from './booklet-owners.ts';
import {
  BookletChoice,
  BookletParams,
  BookletShape,
  BookletUrl,
  bookletSpecs,
  readBookletSpec,
  taskIdsOf,
  toBookletReply,
} from './booklet-shapes.ts';
import { maxBooklets, noBooklet } from './booklets.ts';
import type { BookletParts } from './parts.ts';

export function bookletRoutes(parts: ApiParts & BookletParts, kind: BookletOwner['kind']): ApiRoutes {
  const { access, booklets, readBookletSource, issueBooklet, clock } = parts;
  const { root, seen, run, prefix } = bookletOwners[kind];

  async function toStaffReply(booklet: Booklet): Promise<Static<typeof BookletShape>> {
    const source = await readBookletSource(booklet);
    const { made, failed } = booklet;
    return {
      ...toBookletReply(booklet),
      upToDate: made?.madeOf === source.hash,
      failure: failed?.failure ?? null,
      retryAt: failed && isoTime(failed.retryAt),
    };
  }

  /** The booklets that the caller may read: every task in them is open to the caller. */
  async function readable(
    principal: Principal,
    { owner, contest }: FoundOwner,
  ): Promise<ReadonlyArray<ReadableBooklet>> {
    // Check the start before reading booklets, because even the response time would reveal something.
    const nowMs = clock.nowMs();
    if (contest && isBeforeStart(contest, nowMs)) return [];
    const made = (await booklets.list(owner)).filter(isMade);
    if (made.length === 0) return [];
    const decisions = await access.decideMany(principal, [...new Set(made.flatMap(taskIdsOf))], nowMs);
    return made.filter((each) => taskIdsOf(each).every((taskId) => decisions.get(taskId)?.allowed));
  }

  return (server) => {
    server.get(
      `${root}/booklets`,
      {
        config: { access: seen, cost: 'page' },
        schema: {
          operationId: `list${prefix}Booklets`,
          summary: `List the booklets of a ${kind}, by language`,
          description:
            'A booklet is one PDF with all statements in a language, for print. Staff get all booklets, others those that they may read now.',
          querystring: PageQuery,
          response: { 200: pageOf(BookletShape) },
        },
      },
      async (request) => {
        const { principal, query } = request;
        const found = ownerOf(request);
        const seesAll = isStaffOf(principal, found);
        const all = seesAll ? await booklets.list(found.owner) : await readable(principal, found);
        const page = await readPage(
          query,
          async ({ after, limit }) =>
            all.filter(({ language }) => after === undefined || language > after).slice(0, limit),
          'language',
        );
        return seesAll
          ? { ...page, items: await Promise.all(page.items.map(toStaffReply)) }
          : mapPage(page, toBookletReply);
      },
    );
    server.get(
      `${root}/booklets/:language`,
      {
        config: { access: seen, cost: 'light' },
        schema: {
          operationId: `get${prefix}Booklet`,
          summary: `Get a booklet of a ${kind}`,
          description:
            'For staff, and for others once they may read it. `upToDate` tells staff whether a newer one is being made.',
          params: BookletParams,
          response: { 200: BookletShape },
        },
      },
      async (request) => {
        const { principal, params } = request;
        const found = ownerOf(request);
        const language = parseLanguage(params.language);
        // Not `booklets.find`: its error names the language, and a GET must not echo the request.
        const isWanted = (booklet: Pick<Booklet, 'language'>) => booklet.language === language;
        if (!isStaffOf(principal, found)) {
          const booklet = (await readable(principal, found)).find(isWanted);
          if (!booklet) throw noBooklet();
          return toBookletReply(booklet);
        }
        const booklet = (await booklets.list(found.owner)).find(isWanted);
        if (!booklet) throw noBooklet();
        return toStaffReply(booklet);
      },
    );
    server.put(
      `${root}/booklets/:language`,
      {
        config: { access: run, apiKey: 'sync', cost: 'check' },
        schema: {
          operationId: `put${prefix}Booklet`,
          summary: 'Create a booklet in a language, or make it again',
          description:
            'For its staff. The booklet is made within seconds from the PDFs that readers of that language get, and again when ' +
            `they or the ${kind} change. A ${kind} can have booklets in ${maxBooklets} languages.` +
            (kind === 'group'
              ? ' It contains the tasks that are open to members, in the order in which they opened, and with `includesUpcoming` ' +
                'also those that open later.'
              : ''),
          params: BookletParams,
          body: orNull(bookletSpecs[kind]),
          response: { 200: BookletShape, ...problems(409) },
        },
      },
      async (request) => {
        const { principal, params, body } = request;
        const wanted = await booklets.request({
          owner: ownerOf(request).owner,
          language: parseLanguage(params.language),
          askedBy: principal.id,
          ...readBookletSpec(kind, body),
        });
        return toStaffReply(wanted);
      },
    );
    server.delete(
      `${root}/booklets/:language`,
      {
        config: { access: run, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: `delete${prefix}Booklet`,
          summary: 'Remove a booklet',
          description: 'For its staff. Its URLs end immediately, and it is not made again.',
          params: BookletParams,
          response: { 204: Empty },
        },
      },
      async (request, reply) => {
        await booklets.remove(ownerOf(request).owner, parseLanguage(request.params.language));
        return reply.code(204).send(null);
      },
    );
    server.post(
      `${root}/booklet-url`,
      {
        config: { access: seen, apiKey: 'read', limit: { what: 'fresh-urls' }, cost: 'light' },
        schema: {
          operationId: `create${prefix}BookletUrl`,
          summary: `Create a new signed URL of the booklet of a ${kind}`,
          description:
            'For people who may read all of its tasks now. Without `language`, returns the booklet that fits `Accept-Language` ' +
            'best.',
          body: orNull(BookletChoice),
          response: { 200: BookletUrl, ...problems(403, 503) },
        },
      },
      async (request) => {
        const { principal, body, headers } = request;
        const { owner, name, contest } = ownerOf(request);
        if (contest) access.assertStarted(principal, contest);
        const { language, disposition = 'inline' } = body ?? {};
        const made = (await booklets.list(owner)).filter(isMade);
        const preference = { language, acceptLanguage: headers['accept-language'], primaryLanguage: '' };
        const booklet = chooseDocument(made, preference);
        if (!booklet) throw noBooklet();
        const permit = await access.authorizeTogether(principal, taskIdsOf(booklet));
        const fileName = bookletFileName(name, booklet.language);
        const { url, expiresAtMs } = await issueBooklet({ permit, booklet, fileName, disposition });
        const { pages, size, madeAt } = booklet.made;
        return {
          language: booklet.language,
          url,
          urlExpiresAt: isoTime(expiresAtMs),
          pages,
          size,
          madeAt: isoTime(madeAt),
        };
      },
    );
  };
}
