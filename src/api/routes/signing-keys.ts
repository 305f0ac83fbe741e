import { Type } from 'typebox';
import { listKeys } from '../../core/keys/key-store.ts';
import { LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { Empty, Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const KeyId = Type.String({ minLength: 1, maxLength: 64, description: 'Stands in every URL as `kid`.' });
const KeyShape = shape('SigningKey', {
  id: KeyId,
  createdAt: orNull(Time),
  signs: Type.Boolean({ description: 'Signs new URLs; all keys verify.' }),
  signsFrom: orNull(
    Type.String({
      format: 'date-time',
      description: 'When it will begin to sign: by then all instances know it. Else null.',
    }),
  ),
});

/** The keys that sign URLs, for admins; never their secrets. */
export function signingKeyRoutes({ keys, clock }: ApiParts): ApiRoutes {
  /** Another instance may have changed them. */
  async function currentKeys() {
    await keys.refresh();
    return listKeys(keys.ring(), clock.nowMs());
  }

  return (server) => {
    server.get(
      '/signing-keys',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'listSigningKeys',
          tags: ['operations'],
          summary: 'The keys that sign and verify URLs; the first one signs',
          description: 'For admins. The secrets stay on the server.',
          response: { 200: object({ items: Type.Array(KeyShape) }) },
        },
      },
      async () => ({ items: await currentKeys() }),
    );
    server.post(
      '/signing-keys',
      {
        config: { access: 'admin', idempotent: true },
        schema: {
          operationId: 'createSigningKey',
          tags: ['operations'],
          summary: 'Create a signing key, which signs once all instances know it',
          description: 'URLs of the older keys stay valid. 409 when the keys come from the environment.',
          response: { 201: KeyShape, ...problems(409) },
        },
      },
      async (_request, reply) => {
        const { id } = await keys.rotate();
        const made = (await currentKeys()).find((key) => key.id === id);
        if (!made) {
          throw new LecternError('conflict', 'Somebody else has already removed the new key.', {
            facts: { reason: 'key-removed' },
          });
        }
        return reply.code(201).send(made);
      },
    );
    server.delete(
      '/signing-keys/:keyId',
      {
        config: { access: 'admin' },
        schema: {
          operationId: 'deleteSigningKey',
          tags: ['operations'],
          summary: 'Remove a signing key; every URL it signed becomes invalid',
          description: 'Not the only key, nor the only one that signs already.',
          params: object({ keyId: KeyId }),
          response: { 204: Empty, ...problems(404, 409) },
        },
      },
      async ({ params: { keyId } }, reply) => {
        if (!(await currentKeys()).some(({ id }) => id === keyId)) {
          throw new LecternError('not-found', 'There is no such key.');
        }
        await keys.remove(keyId);
        return reply.code(204).send(null);
      },
    );
  };
}
