import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { BatchUrls, batchUrl } from '../../api/batch-urls.ts';
import { problems } from '../../api/problem-replies.ts';
import {
  DispositionName,
  ExternalId,
  Id,
  Language,
  namedByPlatform,
  peopleBodyBytes,
  timeForm,
} from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { documentFor, signedDescription } from '../../api/signed-description.ts';
import { refusal } from '../../domain/access/refusals.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { taskNotFound } from '../../domain/tasks/task.ts';
import type { TaskDetail } from '../../domain/tasks/task-detail.ts';
import { parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { KnownReader, UpsertReaders } from './upsert-readers.ts';

const maxItems = 100;

const itemsOf = ({ body }: FastifyRequest) => (body as { items: Array<unknown> }).items.length;

const Wanted = shape('GrantedUrlWish', {
  taskId: Id,
  reader: shape(
    'GrantedReader',
    { ...namedByPlatform, externalId: ExternalId },
    { description: 'A person of your platform. Unknown readers get an account without a password.' },
  ),
  language: Type.Optional(Language),
  disposition: Type.Optional(DispositionName),
  validUntil: Type.Optional(
    orNull(
      Type.String({
        ...timeForm,
        description:
          'When this URL expires at the latest, even if the reader has other access. A time in the past is refused as `closed`.',
      }),
    ),
  ),
});

/** URLs for readers whom a platform names: the platform decides, Lectern signs and records. */
export function grantedUrlRoutes(parts: ApiParts & { readonly upsertReaders: UpsertReaders }): ApiRoutes {
  const { access, upsertReaders, taskDetails, issue } = parts;

  async function grantedUrl(
    { taskId, reader, language, disposition, validUntil = null }: Static<typeof Wanted>,
    key: Principal,
    readers: ReadonlyMap<string, KnownReader>,
    details: ReadonlyMap<string, TaskDetail>,
  ) {
    const { id, disabled } = readers.get(reader.externalId) as KnownReader;
    if (disabled)
      throw new LecternError(
        'account-disabled',
        'The account of this reader is disabled. Ask an admin to enable it.',
      );
    const closesAt = validUntil === null ? null : parseIsoTime(validUntil);
    const grants = [{ task: taskId, opensAt: 0, closesAt }];
    const asking = { id, grants, apiKeyId: key.id, ...(key.limits && { limits: key.limits }) };
    const decision = await access.decideGranted(asking, taskId);
    const detail = details.get(taskId);
    if (!detail) throw taskNotFound();
    if (!decision.allowed) throw refusal(decision);
    const { permit } = decision;
    const document = documentFor(detail, { language, acceptLanguage: undefined });
    const url = await signedDescription(issue, { permit, document, disposition, lifetime: 'stable' });
    return { taskExternalId: detail.externalId, ...url };
  }

  return (server) => {
    server.post(
      '/granted-urls',
      {
        bodyLimit: peopleBodyBytes,
        config: {
          access: 'program',
          apiKey: 'grant',
          limitedKeys: true,
          limit: { what: 'granted-urls', points: itemsOf },
          cost: itemsOf,
        },
        schema: {
          operationId: 'createGrantedUrls',
          tags: ['platforms'],
          summary: `Create up to ${maxItems} signed URLs for readers that your platform has authorized`,
          description:
            'Replies in the order of the request. Each item has a URL or, if it is refused, a `problem`; other items are not ' +
            'affected. Embargoes and deletions still apply. The same reader gets the identical URL for a fifth of its lifetime.',
          body: object({ items: Type.Array(Wanted, { minItems: 1, maxItems }) }),
          response: { 200: BatchUrls, ...problems(429, 503) },
        },
      },
      async (request) => {
        const { principal, body } = request;
        const { items } = body;
        const readers = await upsertReaders(items.map(({ reader }) => reader));
        const details = await taskDetails.ofMany([...new Set(items.map(({ taskId }) => taskId))]);
        const answers = await Promise.all(
          items.map((item) =>
            batchUrl(request, { taskId: item.taskId }, () => grantedUrl(item, principal, readers, details)),
          ),
        );
        return { items: answers };
      },
    );
  };
}
