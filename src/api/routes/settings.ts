import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ApiParts } from '../api-parts.ts';
import { PublicSettings } from '../public-settings.ts';

export function settingsRoutes({ settings, firstAdmin }: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/settings',
      {
        schema: {
          operationId: 'getSettings',
          tags: ['operations'],
          summary: 'Settings of this server for clients',
          security: [],
          response: { 200: PublicSettings },
        },
      },
      async () => ({ ...settings, hasAccounts: await firstAdmin.hasAccounts() }),
    );
  };
}
