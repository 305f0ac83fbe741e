import type { Feature } from '../feature.ts';

/** Puts tasks, groups, contests and their lists as a platform has them. */
export const sync: Feature = {
  name: 'sync',
  open: async (host) => (await import('./open.ts')).open(host),
};
