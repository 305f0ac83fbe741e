import { type Static, Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { putOutcome, putStatus } from '../../api/dry-run.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../../api/page.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty, externalIdsOf, Id, listBodyBytes, Time, textsByLanguage } from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import { readTexts } from '../../lib/languages.ts';
import { maxNotices } from './corrections.ts';
import type { ListedNotice } from './notice-lists.ts';
import { changeableMinutes, maxNoticeLanguages, maxNoticeLength, type Notices } from './notices.ts';

const texts = textsByLanguage(
  { maxLength: maxNoticeLength, maxLanguages: maxNoticeLanguages },
  { title: 'NoticeTexts', minProperties: 1, description: 'Plain text per language, by BCP 47 tag.' },
);

const noticeReply = {
  noticeId: Id,
  externalId: orNull(Type.String({ description: "A platform's id for it." })),
  taskId: orNull(Id),
  ...externalIdsOf('task'),
  versionId: orNull(
    Type.String({
      description:
        'The version of a PDF whose reason it is, or the first of several; null for one that staff wrote.',
    }),
  ),
  languages: Type.Array(Type.String(), {
    description: 'The languages of the PDFs that were replaced with this reason, within ten minutes.',
  }),
  texts,
  author: orNull(Type.String({ description: 'Name of who wrote it, for staff who may see them.' })),
  createdAt: Time,
  updatedAt: orNull(Time),
  seen: Type.Boolean({ description: 'Whether you have seen it; always true for staff.' }),
  seenBy: orNull(Type.Integer({ description: 'How many participants have seen it; only for staff.' })),
};
const NoticeShape = shape('Notice', noticeReply);
const PutNotice = shape('PutNotice', { ...noticeReply, ...putOutcome });

const NewNotice = shape('NewNotice', {
  taskId: Type.Optional(orNull(Id)),
  texts,
});

const params = object({ noticeId: Id });

/** Notices of a contest: for its participants to read, for its staff to write. */
export function noticeRoutes(notices: Notices): ApiRoutes {
  return (server) => {
    server.get(
      '/contests/:contestId/notices',
      {
        config: { access: { contest: 'participant' }, cost: 'page' },
        schema: {
          operationId: 'listNotices',
          summary: 'List the notices of a contest, newest first',
          description:
            'What staff wrote, and the reasons of PDFs that were replaced while the contest runs for you. Participants get ' +
            'those of the contest from its start, and those of a task while they can read it there.',
          querystring: PageQuery,
          response: { 200: pageOf(NoticeShape) },
        },
      },
      async ({ principal, contest, query }) =>
        mapPage(await readPage(query, (page) => notices.list(principal, contest, page), 'id'), toReply),
    );
    server.post(
      '/contests/:contestId/notices',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createNotice',
          summary: 'Tell the participants of a contest something',
          description: `For its staff. With \`taskId\`, only those who can read this task see it. At most ${maxNotices} per contest.`,
          body: NewNotice,
          response: { 201: NoticeShape, ...problems(409) },
        },
      },
      async ({ principal, contest, body }, reply) =>
        reply.code(201).send(toReply(await notices.create(principal, contest, body))),
    );
    server.put(
      '/contests/:contestId/notices/seen',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'participant' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'setNoticesSeen',
          summary: 'Mark notices of a contest as seen by you',
          description: 'Repeating it is harmless. Ids of notices that you cannot see are ignored.',
          body: object({ noticeIds: Type.Array(Id, { minItems: 1, maxItems: maxNotices }) }),
          response: { 204: Empty },
        },
      },
      async ({ principal, contest, body }, reply) => {
        await notices.see(principal, contest, body.noticeIds);
        return reply.code(204).send(null);
      },
    );
    server.put(
      '/contests/:contestId/notices/:noticeId',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'creation' },
        schema: {
          operationId: 'putNotice',
          tags: ['platforms'],
          summary: 'Write or change a notice by its external id',
          description:
            'External ids of notices are unique in their contest. The body is the final state: without `taskId`, the notice is about the ' +
            `contest. Repeating it changes nothing. Another text or task is accepted within ${changeableMinutes} minutes; then remove ` +
            'the notice first.',
          params,
          body: NewNotice,
          response: { 200: PutNotice, 201: PutNotice, ...problems(409) },
        },
      },
      async ({ principal, contest, params, body }, reply) => {
        const { outcome, notice } = await notices.put(principal, contest, params.noticeId, body);
        return reply.code(putStatus(outcome === 'created')).send({ ...toReply(notice), outcome });
      },
    );
    server.patch(
      '/contests/:contestId/notices/:noticeId',
      {
        bodyLimit: listBodyBytes,
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'updateNotice',
          summary: 'Change the texts of a notice',
          description:
            `For staff of the contest, within ${changeableMinutes} minutes. Participants get it again. For the reason of a PDF ` +
            'you must be `editor` of the task, and its limits apply.',
          params,
          body: object({ texts }),
          response: { 200: NoticeShape, ...problems(409) },
        },
      },
      async ({ principal, contest, params, body }) =>
        toReply(await notices.change(principal, contest, params.noticeId, body.texts)),
    );
    server.delete(
      '/contests/:contestId/notices/:noticeId',
      {
        config: { access: { contest: 'staff' }, apiKey: 'sync', cost: 'change' },
        schema: {
          operationId: 'removeNotice',
          summary: 'Remove a notice',
          description:
            'For staff of the contest. Deletes it; for the reason of a PDF you must be `editor` of the task, and the version stays.',
          params,
          response: { 204: Empty },
        },
      },
      async ({ principal, contest, params }, reply) => {
        await notices.remove(principal, contest, params.noticeId);
        return reply.code(204).send(null);
      },
    );
  };
}

function toReply({
  id,
  texts,
  versions,
  createdAt,
  updatedAt,
  ...others
}: ListedNotice): Static<typeof NoticeShape> {
  return {
    noticeId: id,
    ...others,
    versionId: versions[0]?.id ?? null,
    languages: versions.map(({ language }) => language),
    texts: readTexts(texts) ?? {},
    createdAt: isoTime(createdAt),
    updatedAt: isoTimeOrNull(updatedAt),
  };
}
