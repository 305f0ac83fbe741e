import type { NotNull } from 'kysely';
import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { bookletsOfTasks } from './end-booklets.ts';

const makeEveryMs = 3000;

/** All statements of a contest or a group as one PDF, to read and to print. */
export const booklets: Feature = {
  name: 'booklets',
  profile: 'platform',
  storage: {
    schema: { tables },
    transfer: {
      storedObjects: (kysely) =>
        kysely
          .selectFrom('booklets')
          .select(['id', 'objectKey', 'size', 'sha256'])
          .where('objectKey', 'is not', null)
          .$narrowType<{ objectKey: NotNull; size: NotNull; sha256: NotNull }>(),
    },
  },
  access: {
    extraAccess: {
      ...bookletsOfTasks,
      discardWithTask: async (...args) => (await import('./booklets.ts')).discardWithTask(...args),
    },
  },
  cli: { contestChecks: async () => (await import('./check-booklets.ts')).bookletChecks },
  async open(host) {
    const { openBooklets } = await import('./parts.ts');
    const { bookletRoutes } = await import('./booklet-routes.ts');
    const parts = { ...host, ...openBooklets(host) };
    const owners = ['contest', 'group'] as const;
    return {
      http: { routes: owners.map((owner) => bookletRoutes(parts, owner)) },
      // Runs in every instance; claims prevent double work.
      lifecycle: {
        jobs: [{ everyMs: makeEveryMs, what: 'making booklets', run: parts.bookletMaker.makeDue }],
      },
    };
  },
};
