import { Type } from 'typebox';
import { listKeys } from '../../core/keys/key-store.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { type ApiRoutes, tagged } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { Empty, Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';

const KeyId = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'The parameter `kid` of the URLs that it signed.',
});
const KeyShape = shape('SigningKey', {
  id: KeyId,
  createdAt: orNull(Time),
  signs: Type.Boolean({ description: 'Whether it signs new URLs; all keys verify URLs.' }),
  signsFrom: orNull(
    Type.String({
      format: 'date-time',
      description:
        'When it starts to sign: by then all instances know it. Null if it signs already, or signed before.',
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

  return tagged('operations', (server) => {
    server.get(
      '/signing-keys',
      {
        config: { access: 'admin', cost: 'light' },
        schema: {
          operationId: 'listSigningKeys',
          summary: 'List the keys that sign and verify URLs',
          description: 'For admins. Never returns secrets.',
          response: { 200: object({ items: Type.Array(KeyShape) }) },
        },
      },
      async () => ({ items: await currentKeys() }),
    );
    server.post(
      '/signing-keys',
      {
        config: { access: 'admin', idempotent: true, cost: 'creation' },
        schema: {
          operationId: 'createSigningKey',
          summary: 'Create a signing key',
          description:
            'For admins. It signs as soon as all instances know it; URLs of older keys stay valid. Returns 409 if the keys come from the environment.',
          response: { 201: KeyShape, ...problems(409) },
        },
      },
      async (_request, reply) => {
        const { id } = await keys.rotate();
        const made = (await currentKeys()).find((key) => key.id === id);
        if (!made) {
          throw conflict(
            'key-removed',
            'Someone else removed the new key. List the keys, then create one if needed.',
          );
        }
        return reply.code(201).send(made);
      },
    );
    server.delete(
      '/signing-keys/:keyId',
      {
        config: { access: 'admin', cost: 'change' },
        schema: {
          operationId: 'deleteSigningKey',
          summary: 'Remove a signing key',
          description:
            'For admins. Every URL that it signed becomes invalid. Returns 409 for the only key that signs.',
          params: object({ keyId: KeyId }),
          response: { 204: Empty, ...problems(404, 409) },
        },
      },
      async ({ params: { keyId } }, reply) => {
        if (!(await currentKeys()).some(({ id }) => id === keyId)) {
          throw new LecternError(
            'not-found',
            'There is no signing key with this id. GET /api/v1/signing-keys lists all keys.',
          );
        }
        await keys.remove(keyId);
        return reply.code(204).send(null);
      },
    );
  });
}
