import type { FastifyPluginAsync } from 'fastify';
import { LecternError } from '../errors.ts';
import type { ApiParts } from './api-parts.ts';
import { accountRoutes } from './routes/accounts.ts';
import { metricsSummaryRoutes } from './routes/metrics-summary.ts';
import { peopleImportRoutes } from './routes/people-import.ts';
import { signingKeyRoutes } from './routes/signing-keys.ts';
import { storageExaminationRoutes } from './routes/storage-examinations.ts';

/** What is for admins alone. A route in this scope cannot forget to ask. */
export function adminRoutes(parts: ApiParts): FastifyPluginAsync {
  return async (admins) => {
    admins.addHook('onRequest', async ({ principal }) => {
      if (principal.role !== 'admin') throw new LecternError('forbidden', 'This is for admins.');
    });
    await admins.register(accountRoutes(parts));
    await admins.register(peopleImportRoutes(parts));
    await admins.register(signingKeyRoutes(parts));
    await admins.register(storageExaminationRoutes(parts));
    await admins.register(metricsSummaryRoutes(parts));
  };
}
