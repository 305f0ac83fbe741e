import type { Core } from '../../core/open-core.ts';
import type { OnMail } from '../../domain/accounts/mail-queue.ts';
import type { Feature } from '../feature.ts';
import { mailConfigOf, mailGroup } from './mail-settings.ts';
import type { SendDueMail } from './send-due-mail.ts';

const sendEveryMs = 1000;

/** Sends account e-mail, such as invitations and links to set a password. */
export const mail: Feature = {
  name: 'mail',
  settings: mailGroup,
  sendsMail: (config) => mailConfigOf(config) !== undefined,
  async *diagnose({ config }) {
    const settings = mailConfigOf(config);
    if (settings) yield (await import('./check-mail-server.ts')).examineMailServer(settings);
  },
  async open(host) {
    const sendDueMail = await openSender(host, host.metrics.onMail);
    // Runs in every instance; claims keep two of them from sending the same mail.
    return { jobs: sendDueMail ? [{ everyMs: sendEveryMs, what: 'sending mail', run: sendDueMail }] : [] };
  },
};

/** Undefined if e-mail is not configured. */
export async function openSender(core: Core, onMail?: OnMail): Promise<SendDueMail | undefined> {
  const { config, mailQueue, setupLinks } = core;
  const settings = mailConfigOf(config);
  if (!settings) return undefined;
  const { createSendDueMail } = await import('./send-due-mail.ts');
  return createSendDueMail({
    ...core,
    queue: mailQueue,
    mail: settings,
    contact: config.contact,
    onMail,
    makeLink: setupLinks.add,
  });
}
