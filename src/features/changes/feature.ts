import type { Feature } from '../feature.ts';

/** Tells open readers at once that a statement was replaced or withdrawn. */
export const changes: Feature = {
  name: 'changes',
  open: async (host) => (await import('./open.ts')).open(host),
};
