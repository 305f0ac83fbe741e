import type { FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { DryRunQuery } from '../../api/dry-run.ts';
import { ExternalId, Id, IfMatch, namedByPlatform } from '../../api/schemas.ts';
import { shape } from '../../api/shapes.ts';
import type { Host } from '../feature.ts';

export const named = {
  externalId: Type.Optional(ExternalId),
  userId: Type.Optional(Id),
  ...namedByPlatform,
};
export const Named = shape('NamedPerson', named, {
  description:
    'A person, by `userId`, else `externalId`, else verified `email`. A new account is created for an unknown external id.',
});

/** The options of a route for platforms, which may be a dry run. */
export const putOptions = <const Schema extends FastifySchema>(bodyLimit: number, schema: Schema) => ({
  bodyLimit,
  config: { access: 'admin', apiKey: 'sync', cost: 'creation' } as const,
  schema: { tags: ['platforms'], querystring: DryRunQuery, headers: IfMatch, ...schema },
});
/** Some 500 bytes for each of 10,000 people. */
export const longListBytes = 5 * 1024 * 1024;

export const Count = Type.Integer({ minimum: 0 });

export const again =
  'The body is the final state: omitted fields get their defaults; only an omitted `staff` stays. `PATCH` changes some fields. ' +
  'Repeating it changes nothing. Send `If-Match` to avoid overwriting changes of others.';

export type SyncParts = Pick<Host, 'database' | 'revocations' | 'clock' | 'runChange'>;
