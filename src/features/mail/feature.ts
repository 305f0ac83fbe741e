import type { Feature } from '../feature.ts';

/** Invitations, and links for people who have forgotten their password. */
export const mail: Feature = {
  name: 'mail',
  async *diagnose({ mail: config }) {
    const { examineMailServer } = await import('./check-mail-server.ts');
    if (config) yield await examineMailServer(config);
  },
  open: async (host) => (await import('./open.ts')).open(host),
};
