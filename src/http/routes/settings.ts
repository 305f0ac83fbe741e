import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import type { ApiParts } from '../api-parts.ts';
import { Bytes, object, oneOf } from '../schemas.ts';

const Settings = object({
  signUp: oneOf(['closed', 'open'], 'Whether anyone may create a student account.'),
  maxPdfBytes: Bytes,
});

/** The settings that clients go by. Everybody may know them. */
export type PublicSettings = Static<typeof Settings>;

export function settingsRoutes({ settings }: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/settings',
      {
        schema: {
          tags: ['operations'],
          summary: 'The settings of this server that clients go by',
          security: [],
          response: { 200: Settings },
        },
      },
      async () => settings,
    );
  };
}
