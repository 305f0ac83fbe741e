import { type EventName, eventTypes, externalKinds, externalName, testEvent } from './event-types.ts';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, schema: text },
  description,
});
const parameters = [
  header('webhook-id', 'Id of the event, the same in all attempts: ignore those that you have.'),
  header(
    'webhook-timestamp',
    'Time of the attempt, in Unix seconds. Refuse those more than five minutes off.',
  ),
  header(
    'webhook-signature',
    'One or more signatures, separated by spaces: `v1,` and the base64 HMAC-SHA256 of `id.timestamp.body` with your secret.',
  ),
];

/** The field `webhooks` of OpenAPI 3.1. */
export const describedEvents = Object.fromEntries([
  ...Object.entries(eventTypes).map(([type, { describe, ids }]) => {
    const isAlways = type === 'notice.published' || type === 'access.ended' || type === 'issue.traced';
    const names = (ids as ReadonlyArray<string>).flatMap((name) => [
      [name, isAlways ? textOrNull : text] as const,
      ...(name in externalKinds ? [[externalName(name), textOrNull] as const] : []),
    ]);
    return describedEvent(type as EventName, describe, Object.fromEntries(names));
  }),
  describedEvent(testEvent, 'Sent by `testWebhook`.', { webhookId: text }),
]);

function describedEvent(type: EventName | typeof testEvent, description: string, data: object) {
  const properties = {
    type: { type: 'string', enum: [type] },
    timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
    data: { type: 'object', required: Object.keys(data), properties: data },
  };
  const name = type.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const schema = { title: `${name}Event`, type: 'object', required: Object.keys(properties), properties };
  const operation = {
    ...{ summary: description, description: 'See /manual/webhooks.', parameters, security: [] },
    operationId: `on${name}`,
    ...{ tags: ['webhooks'], requestBody: { required: true, content: { 'application/json': { schema } } } },
    responses: { '2XX': { description: 'You have it. Anything else, and redirects, are retried.' } },
  };
  return [type, { post: operation }] as const;
}
