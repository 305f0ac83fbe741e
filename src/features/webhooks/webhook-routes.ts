import { type Static, Type } from 'typebox';
import { type ApiRoutes, tagged } from '../../api/api-routes.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../../api/page.ts';
import { problems } from '../../api/problem-replies.ts';
import { Empty, Id, Time, timeForm } from '../../api/schemas.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { type Endpoint, eventsOf, maxEndpoints, maxUrlLength, overlapHours } from './endpoints.ts';
import { eventNames } from './event-types.ts';
import type { WebhookDeliveryTable } from './tables.ts';
import { keptDays, type Webhooks } from './webhooks.ts';

const Url = Type.String({
  examples: ['https://judge.example.org/lectern'],
  minLength: 1,
  maxLength: maxUrlLength,
  description: 'An https address on the internet, or in a network that the operator allows.',
});
const Events = Type.Array(oneOf('WebhookEventType', eventNames, 'What happened.'), {
  minItems: 1,
  maxItems: eventNames.length,
  uniqueItems: true,
});
const Secret = Type.String({ description: 'Verifies requests. Shown only once.' });

const WebhookShape = shape('Webhook', {
  id: Id,
  url: Type.String({ examples: ['https://judge.example.org/lectern'] }),
  events: Events,
  createdAt: Time,
  pausedAt: orNull(
    Type.String({ format: 'date-time', description: 'Since when nothing is sent. Events wait for a week.' }),
  ),
  pauseReason: orNull(
    oneOf(
      'WebhookPauseReason',
      ['asked', 'failing', 'gone'],
      'asked: through the API; failing: no request succeeded for a day; gone: the address replied 410.',
    ),
  ),
  failingSince: orNull(
    Type.String({
      format: 'date-time',
      description: 'When the requests that fail began; null after a success.',
    }),
  ),
  lastFailure: orNull(
    Type.String({ description: 'What the last request failed with; null after a success.' }),
  ),
  lastDeliveredAt: orNull(Type.String({ format: 'date-time', description: 'When an event last arrived.' })),
});
const WebhookDelivery = shape('WebhookDelivery', {
  eventId: Type.String({ description: 'The header `webhook-id`.' }),
  type: Type.String({ description: 'What happened.' }),
  happenedAt: Time,
  state: oneOf(
    'WebhookDeliveryState',
    ['waiting', 'delivered', 'failed'],
    'waiting: for its first or next attempt; failed: the last attempt failed too.',
  ),
  failedAttempts: Type.Integer({ minimum: 0 }),
  lastAttemptAt: orNull(Type.String({ format: 'date-time', description: 'Null before the first attempt.' })),
  nextAttemptAt: orNull(
    Type.String({ format: 'date-time', description: 'Null if none follows. A paused webhook waits longer.' }),
  ),
  failure: orNull(
    Type.String({ description: 'What the last attempt failed with; null after a success, or before it.' }),
  ),
});
const NewWebhook = shape('NewWebhook', { ...WebhookShape.properties, secret: Secret });
const params = object({ webhookId: Id });
const admins = { access: 'admin', apiKey: 'sync' } as const;

/** Webhooks, for admins and programs. */
export function webhookRoutes({ endpoints, deliveries, test, replay }: Webhooks): ApiRoutes {
  return tagged('webhooks', (server) => {
    server.get(
      '/webhooks',
      {
        config: { access: 'admin', cost: 'page' },
        schema: {
          operationId: 'listWebhooks',
          summary: 'List webhooks',
          description: 'For admins; API keys see those that they created. Oldest first, without the secrets.',
          querystring: PageQuery,
          response: { 200: pageOf(WebhookShape) },
        },
      },
      async ({ principal, query }) =>
        mapPage(await readPage(query, (page) => endpoints.list(principal, page), 'id'), toReply),
    );
    server.get(
      '/webhooks/:webhookId',
      {
        config: { access: 'admin', cost: 'light' },
        schema: {
          operationId: 'getWebhook',
          summary: 'Get a webhook, and whether it works',
          description: 'For admins, and for the API key that created it. Without the secret.',
          params,
          response: { 200: WebhookShape, ...problems(404) },
        },
      },
      async ({ principal, params: { webhookId } }) => toReply(await endpoints.find(principal, webhookId)),
    );
    server.post(
      '/webhooks',
      {
        config: { ...admins, idempotent: true, givesLastingAccess: true, cost: 'creation' },
        schema: {
          operationId: 'createWebhook',
          summary: 'Create a webhook: an address that Lectern calls when something happens',
          description:
            'For admins, and for API keys with the scopes `sync` and `read`, with which it ends. Requests are signed as Standard ' +
            `Webhooks specifies; their events are under \`webhooks\` in this document. At most ${maxEndpoints}.`,
          body: object({ url: Url, events: Events }),
          response: { 201: NewWebhook, ...problems(409) },
        },
      },
      async ({ principal, body }, reply) => {
        assertReads(principal);
        const { endpoint, secret } = await endpoints.create(principal, body);
        return reply.code(201).send({ ...toReply(endpoint), secret });
      },
    );
    server.patch(
      '/webhooks/:webhookId',
      {
        config: { ...admins, givesLastingAccess: true, cost: 'change' },
        schema: {
          operationId: 'changeWebhook',
          summary: 'Change, pause or resume a webhook',
          description: 'Resuming sends the events that have waited.',
          params,
          body: object(
            {
              url: Type.Optional(Url),
              events: Type.Optional(Events),
              paused: Type.Optional(Type.Boolean()),
            },
            { minProperties: 1 },
          ),
          response: { 200: WebhookShape, ...problems(404) },
        },
      },
      async ({ principal, params: { webhookId }, body }) => {
        assertReads(principal);
        return toReply(await endpoints.change(principal, webhookId, body));
      },
    );
    server.delete(
      '/webhooks/:webhookId',
      {
        config: { ...admins, cost: 'change' },
        schema: {
          operationId: 'deleteWebhook',
          summary: 'Delete a webhook',
          description: 'Events that wait for it are not sent any more.',
          params,
          response: { 204: Empty, ...problems(404) },
        },
      },
      async ({ principal, params: { webhookId } }, reply) => {
        await endpoints.remove(principal, webhookId);
        return reply.code(204).send(null);
      },
    );
    server.post(
      '/webhooks/:webhookId/secret',
      {
        config: { ...admins, givesLastingAccess: true, cost: 'change' },
        schema: {
          operationId: 'createWebhookSecret',
          summary: 'Give a webhook a new secret',
          description: `The previous secret signs too for ${overlapHours} hours.`,
          params,
          response: {
            200: shape('WebhookSecret', { secret: Secret, previousUntil: Time }),
            ...problems(404),
          },
        },
      },
      async ({ principal, params: { webhookId } }) => {
        const { secret, previousUntil } = await endpoints.renewSecret(principal, webhookId);
        return { secret, previousUntil: isoTime(previousUntil) };
      },
    );
    server.post(
      '/webhooks/:webhookId/test',
      {
        config: { ...admins, cost: 'check' },
        schema: {
          operationId: 'testWebhook',
          summary: 'Send a test event to a webhook now, also while it is paused',
          description: 'The event has the type `webhook.test`. It is sent once.',
          params,
          response: {
            200: shape('WebhookTest', {
              delivered: Type.Boolean({ description: 'Whether the address replied with a 2xx status.' }),
              status: orNull(Type.Integer({ description: 'Null without a reply.' })),
              failure: orNull(Type.String()),
            }),
            ...problems(404),
          },
        },
      },
      async ({ principal, params: { webhookId } }) => {
        const { status, failure = null } = await test(principal, webhookId);
        return { delivered: failure === null, status, failure };
      },
    );
    server.get(
      '/webhooks/:webhookId/deliveries',
      {
        config: { access: 'admin', cost: 'page' },
        schema: {
          operationId: 'listWebhookDeliveries',
          summary: 'List the events of a webhook, and whether they arrived',
          description: `Newest first, for ${keptDays} days. Test events are not kept.`,
          params,
          querystring: PageQuery,
          response: { 200: pageOf(WebhookDelivery), ...problems(404) },
        },
      },
      async ({ principal, params: { webhookId }, query }) =>
        mapPage(
          await readPage(query, (page) => deliveries(principal, webhookId, page), 'id'),
          toDeliveryReply,
        ),
    );
    server.post(
      '/webhooks/:webhookId/replay',
      {
        config: { ...admins, cost: 'report' },
        schema: {
          operationId: 'replayWebhook',
          summary: 'Send one event, or those since a time, again',
          description: `With the same ids. Events are kept for ${keptDays} days.`,
          params,
          querystring: object(
            { since: Type.Optional(Type.String(timeForm)), eventId: Type.Optional(Id) },
            { minProperties: 1, maxProperties: 1 },
          ),
          response: {
            200: shape('WebhookReplay', {
              events: Type.Integer({ minimum: 0, description: 'Number of events that will be sent.' }),
            }),
            ...problems(404),
          },
        },
      },
      async ({ principal, params: { webhookId }, query: { since, eventId = '' } }) => ({
        events: await replay(
          principal,
          webhookId,
          since === undefined ? { eventId } : { sinceMs: parseIsoTime(since) },
        ),
      }),
    );
  });
}

/** Events tell what only a key that reads may know. @throws LecternError `insufficient-scope` */
function assertReads({ scopes }: Principal): void {
  if (scopes === undefined || scopes.has('read')) return;
  throw new LecternError('insufficient-scope', 'Use an API key with the scopes "sync" and "read".', {
    facts: { scope: 'read' },
  });
}

const toReply = (endpoint: Endpoint): Static<typeof WebhookShape> => ({
  id: endpoint.id,
  url: endpoint.url,
  events: eventsOf(endpoint),
  createdAt: isoTime(endpoint.createdAt),
  pausedAt: isoTimeOrNull(endpoint.pausedAt),
  pauseReason: endpoint.pauseReason,
  failingSince: isoTimeOrNull(endpoint.failingSince),
  lastFailure: endpoint.lastFailure,
  lastDeliveredAt: isoTimeOrNull(endpoint.lastDeliveredAt),
});

const toDeliveryReply = (
  delivery: WebhookDeliveryTable & { readonly at: number; readonly type: string },
): Static<typeof WebhookDelivery> => ({
  eventId: delivery.eventId,
  type: delivery.type,
  happenedAt: isoTime(delivery.at),
  state: delivery.dueAt !== null ? 'waiting' : delivery.failure === null ? 'delivered' : 'failed',
  failedAttempts: delivery.attempts,
  lastAttemptAt: isoTimeOrNull(delivery.attemptedAt),
  nextAttemptAt: isoTimeOrNull(delivery.dueAt),
  failure: delivery.failure,
});
