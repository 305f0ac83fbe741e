import { asLecternError } from '../../lib/errors.ts';
import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';

const writeEveryMs = 2000;

/** What readers were refused in the last minutes, so that "it does not open" is answered by looking. */
export const refusals: Feature = {
  name: 'refusals',
  profile: 'platform',
  storage: { schema: { tables } },
  async open(host) {
    const { createRecordRefusals } = await import('./record-refusals.ts');
    const { refusalRoutes } = await import('./refusal-routes.ts');
    const { ofTask, ofUrl, write, prune } = createRecordRefusals(host);
    host.onRefusedUrl(ofUrl);
    return {
      http: {
        routes: [refusalRoutes(host)],
        prepare(server) {
          server.addHook('onError', (request, _reply, error, done) => {
            const { access } = request.routeOptions.config;
            const { taskId } = Object(request.params) as { taskId?: string };
            const principal = request.getDecorator<{ id: string } | undefined>('principal');
            const code = asLecternError(error)?.code ?? 'internal';
            const isOfReader = typeof access === 'object' && 'readableTask' in access;
            // A request that is not valid says nothing about the task.
            if (isOfReader && taskId && principal && code !== 'request-invalid') {
              ofTask(taskId, principal.id, code);
            }
            done();
          });
        },
      },
      lifecycle: {
        jobs: [{ everyMs: writeEveryMs, what: 'recording refusals', run: write, atStop: write }],
        sweeps: [{ lease: 'prune-refusals', what: 'refusals', remove: prune }],
      },
    };
  },
};
