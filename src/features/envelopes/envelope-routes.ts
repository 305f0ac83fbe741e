import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { problems } from '../../api/problem-replies.ts';
import { Bytes, Id, Language, ServerTime, Time } from '../../api/schemas.ts';
import { object, orNull, shape } from '../../api/shapes.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { type Envelope, type Envelopes, noEnvelope, sealedParts } from './envelopes.ts';
import type { IssueEnvelopeKey } from './issue-envelope-key.ts';
import type { IssuePrefetch } from './issue-prefetch.ts';

const retryAfterSeconds = 10;

const EnvelopeUrl = shape('EnvelopeUrl', {
  envelopeId: Id,
  url: Type.String({ description: 'Signed URL of the sealed envelope, for GET of this object only.' }),
  urlExpiresAt: Time,
  size: Bytes,
  opensAt: Type.String({
    format: 'date-time',
    description: 'When the contest starts for you. Request the key then.',
  }),
  serverTime: ServerTime,
});

const EnvelopeKey = shape('EnvelopeKey', {
  key: Type.String({
    pattern: '^[\\w-]{22}$',
    description: '16 bytes in base64url: the input keying material of RFC 8188.',
  }),
  validUntil: orNull(Time),
});

/** The statements of a contest as one encrypted object before its start, and the key at its start. */
export function contestEnvelopeRoutes(
  parts: ApiParts & {
    readonly envelopes: Envelopes;
    readonly issuePrefetch: IssuePrefetch;
    readonly issueEnvelopeKey: IssueEnvelopeKey;
  },
): ApiRoutes {
  const { access, envelopes, issuePrefetch, issueEnvelopeKey, clock } = parts;

  /** False once one of its attachments is secret for longer than its task. */
  async function opensWithItsTasks(envelope: Envelope): Promise<boolean> {
    const attachments = sealedParts(envelope).filter(({ isAttachment }) => isAttachment);
    const opening = await parts.attachments.openingWithTasks(attachments.map(({ versionId }) => versionId));
    return attachments.every(({ versionId }) => opening.has(versionId));
  }

  return (server) => {
    server.post(
      '/contests/:contestId/envelope-url',
      {
        config: {
          access: { contest: 'participant' },
          apiKey: 'read',
          limit: { what: 'fresh-urls' },
          cost: 'light',
        },
        schema: {
          operationId: 'createEnvelopeUrl',
          summary: 'Create a signed URL of the sealed statements, before the contest starts',
          description:
            'The envelope is one encrypted object (RFC 8188 `aes128gcm`) with the statements of the contest in your language and the attachments, ' +
            'available from `prefetchFrom` until the contest starts for you. Returns 404 if the contest has none, 503 until it is sealed.',
          body: orNull(object({ language: Type.Optional(Language) })),
          response: { 200: EnvelopeUrl, ...problems(403, 404, 503) },
        },
      },
      async ({ principal, contest, body, headers }) => {
        const permit = await access.authorizePrefetch(principal, contest.id);
        const preference = { language: body?.language, acceptLanguage: headers['accept-language'] };
        const envelope = await envelopes.fitting(contest.id, preference);
        if (!envelope) {
          throw new LecternError('unavailable', 'The statements are being sealed. Try again in a moment.', {
            facts: { retryAfterSeconds },
          });
        }
        const { url, expiresAtMs } = await issuePrefetch({ permit, envelope });
        return {
          envelopeId: envelope.id,
          url,
          urlExpiresAt: isoTime(expiresAtMs),
          size: envelope.size,
          opensAt: isoTime(permit.validUntilMs),
          serverTime: isoTime(clock.nowMs()),
        };
      },
    );
    server.post(
      '/contests/:contestId/envelope-key',
      {
        config: {
          access: { contest: 'participant' },
          apiKey: 'read',
          limit: { what: 'fresh-urls' },
          cost: 'light',
        },
        schema: {
          operationId: 'createEnvelopeKey',
          summary: 'Get the key of a sealed envelope, once the contest has started for you',
          description:
            'All tasks in the envelope must be open to you. Each file is recorded before the key is sent. A replaced envelope keeps ' +
            'its key until the contest ends; compare hashes to see which files are still current. Returns 404 once an ' +
            'attachment in it is an editorial.',
          body: object({ envelopeId: Id }),
          response: { 200: EnvelopeKey, ...problems(403, 404, 503) },
        },
      },
      async ({ principal, contest, body }) => {
        const envelope = await envelopes.find(contest.id, body.envelopeId);
        access.assertStarted(principal, contest);
        const tasks = new Set(sealedParts(envelope).map(({ taskId }) => taskId));
        const permit = await access.authorizeTogether(principal, [...tasks]);
        if (!(await opensWithItsTasks(envelope))) throw noEnvelope();
        const key = await issueEnvelopeKey(permit, envelope);
        return { key: key.toString('base64url'), validUntil: isoTimeOrNull(permit.validUntilMs) };
      },
    );
  };
}
