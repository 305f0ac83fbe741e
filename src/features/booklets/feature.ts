import type { NotNull } from 'kysely';
import type { Feature } from '../feature.ts';
import { tables } from './0001-first-release.ts';
import { bookletsOfTasks } from './end-booklets.ts';

const makeEveryMs = 3000;

/** All statements of a contest or a group as one PDF, to read and to print. */
export const booklets: Feature = {
  name: 'booklets',
  tables,
  storedObjects: (kysely) =>
    kysely
      .selectFrom('booklets')
      .select(['id', 'objectKey', 'size', 'sha256'])
      .where('objectKey', 'is not', null)
      .$narrowType<{ objectKey: NotNull; size: NotNull; sha256: NotNull }>(),
  derivedArtifacts: bookletsOfTasks,
  contestChecks: async () => (await import('./check-booklets.ts')).bookletChecks,
  async discardWith(core, taskId) {
    const { createBooklets } = await import('./booklets.ts');
    const discarded = await createBooklets(core).discardWith(taskId);
    return discarded === 0 ? undefined : `${discarded} booklets with it, which are made again.`;
  },
  async open(host) {
    const { openBooklets } = await import('./parts.ts');
    const { bookletRoutes } = await import('./booklet-routes.ts');
    const parts = { ...host, ...openBooklets(host) };
    const owners = ['contest', 'group'] as const;
    return {
      routes: owners.map((owner) => bookletRoutes(parts, owner)),
      // Runs in every instance; claims prevent double work.
      jobs: [{ everyMs: makeEveryMs, what: 'making booklets', run: parts.bookletMaker.makeDue }],
    };
  },
};
