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
    'A person by `userId`, else by `externalId`, else by a verified `email`. An unknown external id gets an account.',
});

export const putConfig = { access: 'admin', apiKey: 'sync', limit: { what: 'costly' } } as const;
export const putSchema = { tags: ['platforms'], querystring: DryRunQuery, headers: IfMatch };
export const again =
  'Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.';

export type SyncParts = Pick<Host, 'database' | 'revocations' | 'clock' | 'runChange'>;
