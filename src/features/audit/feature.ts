import type { Feature } from '../feature.ts';

/** Who got which URL, who can read a task, and who has. */
export const audit: Feature = {
  name: 'audit',
  open: async (host) => (await import('./open.ts')).open(host),
};
