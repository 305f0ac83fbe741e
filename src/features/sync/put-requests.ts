import { Type } from 'typebox';
import { ExternalId, Id, IfMatch, namedByPlatform, object, shape } from '../../api/schemas.ts';

export const named = {
  externalId: Type.Optional(ExternalId),
  userId: Type.Optional(Id),
  ...namedByPlatform,
};
export const Named = shape('NamedPerson', named, {
  description:
    'Somebody by `userId`, else by `externalId`, else by a verified `email`. Whoever has an external id that is not known gets an account.',
});

const PutQuery = object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Shows what would change, and changes nothing.' })),
});

export const putConfig = { access: 'admin', apiKey: 'sync', limit: { what: 'costly' } } as const;
export const putSchema = { tags: ['platforms'], querystring: PutQuery, headers: IfMatch };
export const again =
  'Doing it again changes nothing. `ETag` and `If-Match` keep two from undoing each other.';
