import type { Feature } from '../feature.ts';
import { mailConfigOf, mailGroup } from './mail-settings.ts';

/** Sends the e-mail that accounts cause: invitations, and links for people who have forgotten their password. */
export const mail: Feature = {
  name: 'mail',
  settings: mailGroup,
  sendsMail: (config) => mailConfigOf(config) !== undefined,
  async *diagnose({ config }) {
    const settings = mailConfigOf(config);
    if (settings) yield (await import('./check-mail-server.ts')).examineMailServer(settings);
  },
  open: async (host) => (await import('./open.ts')).open(host),
};
