import type { Feature } from '../feature.ts';

/** URLs for readers whom a platform lets read, by an API key of scope `grant`. */
export const grants: Feature = {
  name: 'grants',
  open: async (host) => (await import('./open.ts')).open(host),
};
